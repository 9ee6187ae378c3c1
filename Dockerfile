# Written with care and not yet tried: no container engine was at hand.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# First what changes seldom, so that the packages are a layer of their own.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY build build
COPY Synter.Domain/Synter.Domain.csproj Synter.Domain/packages.lock.json Synter.Domain/
COPY Synter.Infrastructure/Synter.Infrastructure.csproj Synter.Infrastructure/packages.lock.json Synter.Infrastructure/
COPY Synter.Web/Synter.Web.csproj Synter.Web/packages.lock.json Synter.Web/
RUN dotnet restore Synter.Web --locked-mode
COPY appsettings.json ./
COPY Synter.Domain Synter.Domain
COPY Synter.Infrastructure Synter.Infrastructure
COPY Synter.Web Synter.Web
RUN dotnet publish Synter.Web -c Release -o /app --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Passwords are hashed by libargon2, old ones of cstore-auth by libsodium; time zones and ICU are what schedules and numbers are read by.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libargon2-1 libsodium23 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown "$APP_UID" /data
COPY --from=build /app /app
USER $APP_UID
# Production: an outside PostgreSQL in POSTGRES_URL, and SYNTER_MIGRATE=true for the start that may change its schema.
ENV DOTNET_ENVIRONMENT=Production \
    SYNTER_URLS=http://0.0.0.0:8080 \
    SYNTER_DATA=/data
WORKDIR /data
VOLUME /data
EXPOSE 8080
# The image has neither curl nor wget.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["dotnet", "/app/Synter.Web.dll"]
