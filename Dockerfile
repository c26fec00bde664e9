# The image of the service: `serve`, `worker` and `migrate` of one and the same build.
#
# The base is pinned by tag, because its digest could not be looked up where this file was written: put
# `@sha256:...` behind it before production (docs/operations.md). The image was not built there either; the file is
# checked by scripts/check_dockerfile.py.

FROM python:3.13.9-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
RUN python -m venv /app/.venv
COPY requirements/production.txt requirements/production.txt
RUN /app/.venv/bin/python -m pip install --no-deps --require-hashes -r requirements/production.txt \
 && /app/.venv/bin/python -m pip uninstall --yes pip
COPY src/kinerja_api /app/src/kinerja_api
COPY migrations /app/migrations
# The environment finds the source beside it; compiled once here, because the root file system is read-only later.
RUN /app/.venv/bin/python -c "import sysconfig; open(sysconfig.get_path('purelib') + '/kinerja_api_source.pth', 'w').write('/app/src\n')" \
 && /app/.venv/bin/python -m compileall -q /app/src /app/.venv/lib \
 && /app/.venv/bin/python -m kinerja_api --help

FROM python:3.13.9-slim-trixie
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="kinerja-api" \
      org.opencontainers.image.description="Performance management of Indonesia's civil service" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KINERJA_DATA_DIR=/data
COPY --from=build /app /app
# Uploaded evidence goes to /data: mount a volume that 10001 may write to. Everything else is never written.
RUN mkdir /data && chown 10001:10001 /data
WORKDIR /app
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["python", "-m", "kinerja_api"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
