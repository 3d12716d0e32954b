package dev.redisrouter.core.journey;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.core.upstream.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for with {@code HELLO [protocol [AUTH user password] [SETNAME name]]}.
 *
 * @param auth the argument that says {@code AUTH}, before user and password; 0 for none
 * @param clientName null for none; one that the client has even if there is an error
 * @param error Redis's answer to a request that cannot be granted; null for one that can
 */
record HelloRequest(
        Profile profile,
        int auth,
        @Nullable String clientName,
        ErrorKind errorKind,
        @Nullable String error) {

    /** @param server whose rule for names counts */
    static HelloRequest parse(Request request, Profile present, ServerVersion server) {
        if (request.argumentCount() == 1) {
            return new HelloRequest(present, 0, null, ErrorKind.USAGE, null);
        }
        long version;
        try {
            version = Arguments.integer(request, 1);
        } catch (NumberFormatException e) {
            return refused(present, null, "ERR Protocol version is not an integer or out of range");
        }
        if (version != 2 && version != 3) {
            return refused(present, null, "NOPROTO unsupported protocol version");
        }
        Profile asked = present.protocol((int) version);
        int auth = 0;
        String name = null;
        int at = 2;
        while (at < request.argumentCount()) {
            int following = request.argumentCount() - at - 1;
            if (Arguments.is(request, at, "AUTH") && following >= 2) {
                asked = asked.credentials(
                        Credentials.user(Arguments.text(request, at + 1), Arguments.text(request, at + 2)));
                auth = at;
                at += 3;
            } else if (Arguments.is(request, at, "SETNAME") && following >= 1) {
                String asName = ClientName.read(request, at + 1);
                if (!ClientName.isAllowed(asName, server)) {
                    return refused(present, taken(name, auth, server), ClientName.REFUSAL);
                }
                name = asName;
                at += 2;
            } else {
                return refused(
                        present,
                        taken(name, auth, server),
                        "ERR Syntax error in HELLO option '" + Arguments.text(request, at) + "'");
            }
        }
        return new HelloRequest(asked, auth, name, ErrorKind.USAGE, null);
    }

    /** The name that counts although what follows it is wrong; not when it is not known whether the user may come in. */
    private static @Nullable String taken(@Nullable String name, int auth, ServerVersion server) {
        return auth == 0 && server.namesAsItReads() ? name : null;
    }

    private static HelloRequest refused(Profile present, @Nullable String name, String error) {
        return new HelloRequest(present, 0, name, ErrorKind.USAGE, error);
    }
}
