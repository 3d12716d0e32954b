package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;

/**
 * What {@code CLIENT TRACKING} asks for, as far as the router must know it; read in the order in which Redis reads it.
 *
 * @param redirect the argument that names the client to be told; 0 for none
 * @param redirectsTwice true when another is named behind it
 * @param broadcasts true when it is about prefixes, and not about what the client reads
 * @param wellFormed true when every option is known and has what belongs to it
 */
record TrackingRequest(Mode mode, int redirect, boolean redirectsTwice, boolean broadcasts, boolean wellFormed) {
    enum Mode {
        ON,
        OFF,
        NEITHER
    }

    /** Only with as many arguments as the command accepts. */
    static TrackingRequest of(Request request) {
        Mode mode =
                Arguments.is(request, 2, "ON") ? Mode.ON : Arguments.is(request, 2, "OFF") ? Mode.OFF : Mode.NEITHER;
        int redirect = 0;
        boolean broadcasts = false;
        for (int i = 3; i < request.argumentCount(); i++) {
            boolean more = i + 1 < request.argumentCount();
            if (more && Arguments.is(request, i, "REDIRECT")) {
                i++;
                if (redirect != 0) {
                    return new TrackingRequest(mode, redirect, true, broadcasts, true);
                }
                redirect = i;
            } else if (more && Arguments.is(request, i, "PREFIX")) {
                i++;
            } else if (Arguments.is(request, i, "BCAST")) {
                broadcasts = true;
            } else if (!isOtherFlag(request, i)) {
                return new TrackingRequest(mode, redirect, false, broadcasts, false);
            }
        }
        return new TrackingRequest(mode, redirect, false, broadcasts, true);
    }

    private static boolean isOtherFlag(Request request, int argument) {
        return Arguments.is(request, argument, "OPTIN")
                || Arguments.is(request, argument, "OPTOUT")
                || Arguments.is(request, argument, "NOLOOP");
    }

    boolean redirects() {
        return redirect != 0;
    }
}
