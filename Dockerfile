# Build: everything that the program needs at run time ends in target/.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN mvn -B -q -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre
RUN useradd --system --create-home --home-dir /digestbot digestbot
WORKDIR /digestbot
COPY --from=build /src/target/digestbot.jar app/digestbot.jar
COPY --from=build /src/target/lib app/lib
COPY config config
RUN mkdir -p data digests && chown digestbot data digests
USER digestbot
VOLUME ["/digestbot/config", "/digestbot/data", "/digestbot/digests"]
ENTRYPOINT ["java", "-Xmx256m", "-jar", "app/digestbot.jar"]
CMD ["run"]
