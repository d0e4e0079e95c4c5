# One Dockerfile for all services: they are built once, and each image takes its own jar and libraries.
#   docker build --build-arg SERVICE=ingest-gateway --build-arg MAIN_CLASS=io.nodecore.gateway.IngestGateway .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# Tests and formatting belong to ./nodecore test; the image is made of what has passed there.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests -Dspotless.check.skip=true -Dcompiler.checks=-parameters package -am \
    -pl ingest-gateway,usage-aggregator,presence-service,enrichment-worker,config-service/app,webhook-relay

# Not Alpine: RocksDB (Kafka Streams) and zstd bring their native code for glibc.
FROM eclipse-temurin:25-jre
ARG SERVICE
ARG MODULE=${SERVICE}
ARG MAIN_CLASS
WORKDIR /app
RUN useradd --system --uid 10001 --no-create-home nodecore && mkdir /data && chown nodecore /data
COPY --from=build /src/${MODULE}/target/${SERVICE}-*.jar service.jar
COPY --from=build /src/${MODULE}/target/lib lib
COPY docker/ready.sh ready.sh
ENV MAIN_CLASS=${MAIN_CLASS} NODECORE_DATA=/data
USER nodecore
# Asks for readiness on the management port; the script says why it needs nothing but bash.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["bash", "ready.sh"]
# exec: the service itself gets the signal to stop, and finishes what it has accepted.
ENTRYPOINT ["sh", "-c", "exec java -XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError -cp 'service.jar:lib/*' \"$MAIN_CLASS\""]
