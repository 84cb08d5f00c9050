# One static binary; all that it needs is in it.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /reglament .

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /reglament /reglament
VOLUME /data
ENV REGLAMENT_DATA=/data
EXPOSE 8080 2525
ENTRYPOINT ["/reglament"]
