package io.nodecore.gateway.rules;

/** The longest texts that a node may send, in characters (UTF-16 units). */
public final class TextLimits {

    static final int NAME = 128;
    static final int REGION = 128;
    /** The maximum length of a domain name. */
    static final int DOMAIN = 253;

    static final int REGISTRATION_CODE = 256;
    static final int OUTBOUND_TAG = 256;
    static final int ERROR_MESSAGE = 8 * 1024;
    static final int ERROR_CODE = 128;
    static final int ERROR_DETAILS = 64 * 1024;
    static final int MTPROTO_STATUS = 256 * 1024;
    /** The report id that the node gives. */
    public static final int REPORT_ID = 128;

    private TextLimits() {}
}
