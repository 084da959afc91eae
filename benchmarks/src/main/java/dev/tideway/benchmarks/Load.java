package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// Posts events over a number of connections, each of which sends its next when its last was answered. One thread and
/// no objects per event: it shares the machine with what it measures.
final class Load implements AutoCloseable {
    private static final byte[] ACCEPTED = "HTTP/1.1 202 ".getBytes(US_ASCII);
    private static final long PATIENCE_MILLIS = 30_000;

    private final Post post;
    private final Journal journal;
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private int next;
    private int accepted;

    Load(Post post, int port, int connections, Journal journal) throws IOException {
        this.post = post;
        this.journal = journal;
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(port));
        }
        idle.addAll(this.connections);
    }

    /// The number of the next event.
    void startAt(int event) {
        next = event;
    }

    /// As fast as they are taken, for a while; returns how many were accepted per second.
    double run(int seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        int before = accepted;
        send(now -> now < end);
        return (accepted - before) / ((System.nanoTime() - start) / 1e9);
    }

    /// As many, as fast as they are taken.
    void burst(int events) throws IOException {
        int end = next + events;
        send(_ -> next < end);
    }

    /// So many each second, whether or not those before have been answered.
    void paced(int perSecond, int seconds) throws IOException {
        long start = System.nanoTime();
        int first = next;
        int end = first + perSecond * seconds;
        while (next < end) {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000L + first;
            while (next < Math.min(due, end) && !idle.isEmpty()) {
                idle.remove().send(next++);
            }
            selector.select(this::answered, 1);
        }
        awaitAnswers();
    }

    private void send(LongPredicate more) throws IOException {
        while (more.test(System.nanoTime())) {
            if (!idle.isEmpty()) {
                idle.remove().send(next++);
            } else {
                awaitSome();
            }
        }
        awaitAnswers();
    }

    private void awaitAnswers() throws IOException {
        while (idle.size() < connections.size()) {
            awaitSome();
        }
    }

    private void awaitSome() throws IOException {
        if (selector.select(this::answered, PATIENCE_MILLIS) == 0) {
            throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
        }
    }

    private void answered(SelectionKey key) {
        ((Connection) key.attachment()).read();
    }

    /// All were: what is refused ends the measurement.
    int accepted() {
        return accepted;
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer out = ByteBuffer.allocateDirect(post.size());
        private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
        private int number;

        Connection(int port) throws IOException {
            channel =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        /// A socket's buffer always has room for one event.
        void send(int event) throws IOException {
            number = event;
            out.clear();
            post.write(event, out);
            out.flip();
            journal.posted(event, System.nanoTime());
            channel.write(out);
            if (out.hasRemaining()) {
                throw new IOException("the socket took only a part of an event");
            }
        }

        void read() {
            try {
                if (channel.read(in) < 0) {
                    throw new IOException("the runner has closed a connection");
                }
            } catch (IOException e) {
                throw new IllegalStateException("event " + number, e);
            }
            int length = in.position();
            if (length >= 4 && in.get(length - 1) == '\n' && in.get(length - 3) == '\n') {
                check();
                journal.accepted(number, System.nanoTime());
                in.clear();
                accepted++;
                idle.add(this);
            }
        }

        private void check() {
            for (int i = 0; i < ACCEPTED.length; i++) {
                if (in.get(i) != ACCEPTED[i]) {
                    var text = new byte[in.position()];
                    in.get(0, text);
                    throw new IllegalStateException(
                            "event %d was answered %s"
                                    .formatted(number, new String(text, US_ASCII)));
                }
            }
        }
    }
}
