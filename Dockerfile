# The portal with everything installed and the web app built. Needs an outside Postgres.
FROM node:24-trixie-slim
WORKDIR /quarterdeck
RUN chown node:node /quarterdeck
USER node
COPY --chown=node:node . .
# Dependencies and the web app, as `npm start` would make them.
RUN npm run build && rm -rf /home/node/.yarn/berry
ENV NODE_ENV=production
EXPOSE 7007
VOLUME /quarterdeck/.quarterdeck/data
CMD ["node", "scripts/start.mjs", "--no-demo", "--config", "app-config.production.yaml"]
