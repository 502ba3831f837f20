// Preloaded into the processes we start: when we are killed, the channel closes and they stop too,
// so that none goes on holding the port.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 20_000).unref();
  });
}
