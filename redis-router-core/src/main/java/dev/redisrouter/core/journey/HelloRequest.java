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
            return refused(present, "ERR Protocol version is not an integer or out of range");
        }
        if (version != 2 && version != 3) {
            return refused(present, "NOPROTO unsupported protocol version");
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
                name = ClientName.read(request, at + 1);
                if (!ClientName.isAllowed(name, server)) {
                    return refused(present, ClientName.REFUSAL);
                }
                at += 2;
            } else {
                return refused(present, "ERR Syntax error in HELLO option '" + Arguments.text(request, at) + "'");
            }
        }
        return new HelloRequest(asked, auth, name, ErrorKind.USAGE, null);
    }

    private static HelloRequest refused(Profile present, String error) {
        return new HelloRequest(present, 0, null, ErrorKind.USAGE, error);
    }
}
