package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Starts the parts of one suite in order, watches them, and stops all of them, however far the start came. */
final class Launcher implements AutoCloseable {
    private final Folder folder;
    private final Progress progress;
    private final Postgres postgres;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final List<Running.Entry> entries = new ArrayList<>();
    private final Map<String, String> migrated = new ConcurrentHashMap<>();
    private Settings settings;
    private Folder.Lock lock;
    private Issuer issuer;
    private boolean stopped;

    Launcher(Folder folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
        this.postgres = new Postgres(folder);
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param port the gateway's; empty: as last time
     * @param fresh forget the folder's data first
     * @throws Failure with what is wrong; call {@link #close} then
     */
    LocalJson start(Optional<Integer> port, boolean fresh) {
        Arrays.stream(Part.values()).forEach(Part::jar);
        folder.prepare();
        hold();
        Remains.clear(folder, postgres);
        settle(port, fresh);
        Bootstrap.write(folder, settings.secrets());
        startDatabase();
        new Databases(settings).prepare();
        progress.done("databases", "profile, loyalty, gateway");
        startIssuer();
        startServices();
        return announce();
    }

    /** Starts the database alone, for those that read it; what it needs must be there. */
    Settings startDatabaseAlone() {
        hold();
        Remains.clear(folder, postgres);
        settings = Settings.read(folder);
        settings = settings.with(settings.ports().refreshed(settings.ports().gateway()));
        settings.write(folder);
        startDatabase();
        return settings;
    }

    private synchronized void hold() {
        lock = folder.lock().orElseThrow(() -> {
            var pid = Running.read(folder)
                    .map(running -> " (process " + running.launcher().pid() + ")")
                    .orElse("");
            return new Failure(
                    "A suite runs in " + folder.path() + " already" + pid + ".",
                    "Use it, stop it with ./omnipoints down, or name another folder with --data DIR.");
        });
    }

    private synchronized void settle(Optional<Integer> port, boolean fresh) {
        Settings old = folder.used() && !fresh ? Settings.read(folder) : null;
        int gateway =
                port.orElse(old == null ? Ports.DEFAULT_GATEWAY : old.ports().gateway());
        if (!Ports.isFree(gateway)) {
            throw new Failure(
                    "Port " + gateway + " is taken: something listens there, or it is not ours to use.",
                    "Stop it, or choose another with --port N.");
        }
        if (fresh) {
            folder.wipe();
            folder.prepare();
        }
        settings = old == null
                ? Settings.fresh(Ports.behind(gateway))
                : old.with(old.ports().refreshed(gateway));
        settings.write(folder);
        record();
    }

    /** One at a time with {@link #close}: a server half started could not be found and stopped. */
    private synchronized void startDatabase() {
        refuseIfStopped();
        postgres.create(settings.secrets().passwords().get(Secrets.SUPERUSER));
        postgres.start(settings.ports().database());
        progress.done("postgresql", "ready on 127.0.0.1:" + settings.ports().database());
    }

    private synchronized void startIssuer() {
        refuseIfStopped();
        issuer = Issuer.start(settings.ports().issuer(), Bootstrap.PROGRAMME, settings.secrets());
        progress.warn("local issuer on " + Issuer.url(settings.ports().issuer())
                + ": it believes any member id, it is no production");
    }

    private void startServices() {
        var how = new ServiceSettings(folder, settings);
        var client = HttpClient.newHttpClient();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = Arrays.stream(Part.values())
                    .map(part -> CompletableFuture.runAsync(() -> startService(part, how, client), each))
                    .toList();
            // The first that fails ends the start: stopping the others ends their waiting.
            var firstFailure = new CompletableFuture<Void>();
            all.forEach(one -> one.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    firstFailure.completeExceptionally(failure);
                    close();
                }
            }));
            var done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(done, firstFailure).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
        settings = settings.withMigrated(migrated);
        settings.write(folder);
    }

    private void startService(Part part, ServiceSettings how, HttpClient client) {
        var build = Migrations.build(part);
        if (!build.equals(settings.migrated().get(part.service()))) {
            var name = part.service() + "-migrate";
            spawn(name, part, ServiceSettings.once(part, "migrate"), how.migration(part))
                    .awaitSuccess();
            progress.done(part.service(), "migrated");
        }
        migrated.put(part.service(), build);
        spawn(part.service(), part, how.serve(part), how.secrets(part)).awaitReady(client, part.port(settings.ports()));
        progress.done(part.service(), "ready on 127.0.0.1:" + part.port(settings.ports()));
    }

    private synchronized ServiceProcess spawn(
            String name, Part part, List<String> arguments, Map<String, String> environment) {
        refuseIfStopped();
        var service = ServiceProcess.start(name, arguments, environment, folder.log(name));
        services.add(service);
        entries.add(Running.Entry.of(name, service.handle(), part.service()));
        record();
        return service;
    }

    private void record() {
        var self = Running.Entry.of("launcher", ProcessHandle.current(), "");
        new Running(self, List.copyOf(entries)).write(folder);
    }

    private synchronized LocalJson announce() {
        refuseIfStopped();
        var local = settings.told(Bootstrap.PROGRAMME);
        try {
            Folder.write(folder.localJson(), Json.MAPPER.writeValueAsBytes(local));
        } catch (IOException e) {
            throw new Failure(folder.localJson() + " cannot be written (" + e + ").", "See that the disk has room.");
        }
        return local;
    }

    private void refuseIfStopped() {
        if (stopped) {
            throw new Failure("Stopped while starting.", "Start again with ./omnipoints up.");
        }
    }

    /**
     * Waits as long as all parts live.
     *
     * @throws Failure once one ended by itself
     */
    void awaitEnd() {
        List<ServiceProcess> watched;
        synchronized (this) {
            watched = services.stream()
                    .filter(service -> service.handle().isAlive())
                    .toList();
        }
        var ends = new ArrayList<CompletableFuture<?>>();
        watched.forEach(service -> ends.add(service.process().onExit()));
        postgres.running().ifPresent(server -> ends.add(server.onExit()));
        CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
        synchronized (this) {
            refuseIfStopped();
            throw watched.stream()
                    .filter(service -> !service.handle().isAlive())
                    .findFirst()
                    .map(ServiceProcess::died)
                    .orElseGet(() -> new Failure("PostgreSQL ended.", "Read " + folder.log("postgresql") + "."));
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }

    private synchronized void stopServices() {
        services.forEach(ServiceProcess::ask);
        services.forEach(ServiceProcess::stop);
    }

    /** Stops whatever was started: services, issuer, what was started beside, then the database. Idempotent. */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (lock == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.localJson());
            stopServices();
            if (issuer != null) {
                issuer.close();
            }
            Remains.clear(folder, postgres);
            lock.close();
        } catch (IOException | Failure e) {
            progress.warn("while stopping: " + e);
        }
    }
}
