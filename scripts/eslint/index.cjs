module.exports = {
  rules: {
    arrows: require('./arrows.cjs'),
    'no-hex-colours': require('./noHexColours.cjs'),
  },
};
