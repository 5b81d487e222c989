# One image for web, worker, beat and migrations.

FROM node:24.21.0-bookworm-slim AS front-end
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY assets assets
RUN npm run build

FROM python:3.13.14-slim
# WeasyPrint's libraries; the others that it needs come with these.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/portal portal \
    && install --directory --owner portal --mode 0700 /var/lib/portal
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PORTAL_VAR=/var/lib/portal \
    STATIC_ROOT=/portal/static
WORKDIR /portal
COPY requirements.txt .
RUN python -m pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY . .
COPY --from=front-end /portal/build build
# The settings want addresses and keys; collecting files uses none of them, and the image keeps none.
RUN DATABASE_URL=postgres://none REDIS_URL=redis://none SECRET_KEY=none ACTING_KEY=00 CASE_MASTER_KEYS=1:00 MATCHING_KEY=00 LOG_SEAL_KEY=00 PORTAL_URL=http://none EMAIL_URL=dummymail:// \
    python manage.py collectstatic --no-input --verbosity 0
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/', timeout=4)"]
# WEB_CONCURRENCY sets the number of processes.
CMD ["gunicorn", "prevent_portal.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
