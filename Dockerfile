# Two stages: what only the build needs stays behind. .ci/check-box replays every line without Docker.
# The images are named by digest, so that the same commit builds on the same ground. To take a newer one, for its security fixes:
#   docker buildx imagetools inspect debian:trixie-slim --format '{{.Manifest.Digest}}'
# and write tag and digest here, or pass them for one build: --build-arg RUNTIME_IMAGE=debian:trixie-slim@sha256:…
ARG BUILD_IMAGE=maven:3.9.16-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG RUNTIME_IMAGE=debian:trixie-20261005-slim@sha256:a29215f6a35e51e22adffa17f89e9d2ef06214e64a2bad10d765c46aea49f11f

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml .
COPY CHANGELOG.md .
COPY LICENSE .
COPY README.md .
COPY SECURITY.md .
COPY config config
COPY digests digests
COPY docs docs
COPY src/main src/main
COPY src/sandbox src/sandbox
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true package \
    && jar -xf target/digestbot-*.zip && mv digestbot-* distribution && chmod +x distribution/bin/digestbot distribution/bin/prepare \
    && src/main/assembly/make-runtime distribution

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="digestbot" \
    org.opencontainers.image.description="Delivers daily news digests to Telegram and Discord" \
    org.opencontainers.image.licenses="MIT"
RUN groupadd --system --gid 10001 digestbot \
    && useradd --system --uid 10001 --gid 10001 --home-dir /digestbot --no-create-home --shell /usr/sbin/nologin digestbot
# The language only says that names of files are UTF-8. SQLite writes its temporary files beside the database, as /tmp may be small.
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 SQLITE_TMPDIR=/digestbot/data
# “docker run --rm -p 8081-8083:8081-8083 IMAGE try”: in its own network, the container is reached from outside alone.
ENV DIGESTBOT_TRY_HOST=0.0.0.0
# For sources.git; the bot itself needs none of them. What only git's other uses need, two thirds of it, is not unpacked.
RUN printf 'path-exclude %s\n' '/usr/share/perl/*' '/usr/lib/*/perl/*' '/usr/lib/*/libperl.so*' /usr/bin/scalar >/etc/dpkg/dpkg.cfg.d/git \
    && printf 'path-exclude /usr/lib/git-core/git-%s\n' daemon shell sh-i18n--envsubst imap-send 'http-*' >>/etc/dpkg/dpkg.cfg.d/git \
    && apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends git ca-certificates openssh-client \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /digestbot
COPY --from=build /src/distribution/runtime app/runtime
COPY --from=build /src/distribution/lib app/lib
COPY --from=build /src/distribution/digestbot.jar app/digestbot.jar
COPY --from=build /src/distribution/digestbot-sbom.json app/digestbot-sbom.json
COPY --from=build /src/distribution/LICENSE app/LICENSE
COPY --from=build /src/distribution/THIRD-PARTY.txt app/THIRD-PARTY.txt
COPY --from=build /src/distribution/licenses app/licenses
COPY --from=build /src/distribution/bin app/bin
COPY --from=build /src/distribution/config config
# The cache of loaded classes must be made here, where the program runs, and under the same kind of garbage collector. It has the
# classes of Java, too, so the runtime needs no archive of them.
RUN app/bin/prepare && ln -s /digestbot/app/bin/digestbot /usr/bin/digestbot \
    && install -d -o digestbot -g digestbot data digests
USER 10001:10001
VOLUME ["/digestbot/config", "/digestbot/data", "/digestbot/digests"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["digestbot", "health"]
ENTRYPOINT ["digestbot"]
CMD ["run"]
