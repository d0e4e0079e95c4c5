package io.nodecore.gateway.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between an agent and a gateway that can stop carrying anything, without either end being told. */
public final class FreezingLink implements AutoCloseable {

    private final ServerSocket door;
    private final int gatewayPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    public FreezingLink(int gatewayPort) throws IOException {
        this.gatewayPort = gatewayPort;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** From now on nothing gets through, and no end is told. */
    public void freeze() {
        frozen = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket agent = door.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), gatewayPort);
                sockets.add(agent);
                sockets.add(gateway);
                Thread.ofVirtual().start(() -> carry(agent, gateway));
                Thread.ofVirtual().start(() -> carry(gateway, agent));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!frozen) {
                    out.write(bytes, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One end is gone; the other one notices by itself.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
