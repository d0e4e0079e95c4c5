package io.nodecore.presence.events.shard;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** 17 bytes: last seen, online since (big-endian Unix ms), 1 for online or 0. */
public final class UserPresenceSerde implements Serde<UserPresence> {

    private static final int SIZE = 2 * Long.BYTES + 1;

    @Override
    public Serializer<UserPresence> serializer() {
        return (topic, presence) -> write(presence);
    }

    @Override
    public Deserializer<UserPresence> deserializer() {
        return (topic, bytes) -> read(bytes);
    }

    private static byte @Nullable [] write(@Nullable UserPresence presence) {
        return presence == null
                ? null
                : ByteBuffer.allocate(SIZE)
                        .putLong(presence.lastSeenAtMs())
                        .putLong(presence.onlineSinceMs())
                        .put((byte) (presence.online() ? 1 : 0))
                        .array();
    }

    private static @Nullable UserPresence read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UserPresence(buffer.getLong(), buffer.getLong(), buffer.get() == 1);
    }
}
