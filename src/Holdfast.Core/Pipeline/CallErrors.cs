using Holdfast.Core.Errors;

namespace Holdfast.Core.Pipeline;

/// <summary>What a caller can be told instead of a backend's answer. Title and status are the answer's.</summary>
public static class CallErrors
{
    public static readonly KnownError NoRoute = new("HF4001", "No interface of the plan matches this request.",
        "Holdfast forwards only what the plan names; a guess could reach a backend that was never meant to be reached.",
        "Compare method, host and path with the interface's 'match'; 'holdfast status' lists the interfaces that are live.") { Status = 404 };

    public static readonly KnownError AmbiguousPath = new("HF4002", "The path could be read as another path, so it is not forwarded.",
        "Dot segments, backslashes, broken escapes and, also in the query, spaces, control characters and bytes beyond ASCII are read differently by different servers: what was checked here might not be what is reached there.",
        "Send the path in its plain form; 'detail' in the answer says what is wrong with it.") { Status = 400 };

    public static readonly KnownError NoHealthyNode = new("HF4003", "No node of the service can take the request now.",
        "Every node of the live version is withheld: its probe fails, it was ejected for failing calls, its name does not resolve, or an operator drains it.",
        "'holdfast status' shows each node with the reason and since when.") { Status = 503 };

    public static readonly KnownError ConnectFailed = new("HF4004", "No connection to the service came about.",
        "The node refused the connection, did not answer within 'connect-timeout', its name did not resolve, or the TLS handshake failed; other nodes were tried as 'retry' allows.",
        "Check that the nodes listen where the plan says and that a firewall lets the gateway through.") { Status = 502 };

    public static readonly KnownError Reset = new("HF4005", "The service closed the connection before it answered.",
        "The request may have been worked on. One that is idempotent, or has an Idempotency-Key, was sent again as 'retry' and the budget allow; any other is not, for it could be done twice.",
        "Look at the node's own log at this time: a crash, a restart, or a connection limit.") { Status = 502 };

    public static readonly KnownError AttemptTimeout = new("HF4006", "The service did not answer within the time of one attempt.",
        "'retry.per-try' bounds each attempt.",
        "Look at the interface's p99 in 'holdfast status'; lengthen 'per-try' if the service is as fast as it can be.") { Status = 504 };

    public static readonly KnownError Deadline = new("HF4007", "The service did not answer within the deadline.",
        "'timeout' bounds the call from its arrival until its answer begins, all attempts included; a caller that says how long it waits (grpc-timeout, or Holdfast-Timeout-Ms of a trusted proxy) may shorten it.",
        "'rule' in the answer says whose deadline it was. Look at the interface's p99 in 'holdfast status'; lengthen 'timeout', or what the caller sends, if it can wait longer.") { Status = 504 };

    public static readonly KnownError TooLarge = new("HF4008", "The request's body is larger than this interface takes.",
        "A limit on bodies keeps one caller from occupying a backend for as long as it likes.",
        "Raise 'max-body' of the interface or of 'server', or send less.") { Status = 413 };

    public static readonly KnownError Malformed = new("HF4009", "The service's answer was not valid HTTP.",
        "An answer that cannot be framed cannot be passed on: its end would be a guess.",
        "Ask the node directly, e.g. with curl -v, and mend what it sends.") { Status = 502 };

    public static readonly KnownError BodyTimeout = new("HF4010", "The request's body came too slowly.",
        "Callers that send a byte now and then hold connections that others need.",
        "Lower 'server.min-body-rate' if the callers' network is that slow.") { Status = 408 };

    public static readonly KnownError BadBody = new("HF4011", "The request's body was not valid HTTP.",
        "A body whose end is unclear could hide a second request.",
        "Mend the client's framing: Content-Length or chunked, and as many bytes as announced.") { Status = 400 };

    public static readonly KnownError BadFraming = new("HF4012", "The request could be read as another request, so it is not forwarded.",
        "Servers differ in where such a request ends or what its headers are: a second request could hide in it.",
        "Send Content-Length in digits or exactly 'Transfer-Encoding: chunked', not both, and no control characters in header values; 'detail' in the answer says what is wrong. The connection ends with the answer.") { Status = 400 };

    public static readonly KnownError BadHost = new("HF4013", "The request's Host is not a host.",
        "A node would refuse it, or take it for another; it could also break what is told the node of the request's origin.",
        "Send a name of letters, digits, '-', '_' and single dots, or an address (IPv6 in brackets), with a port up to 65535 or none.") { Status = 400 };

    public static readonly KnownError NoTunnel = new("HF4014", "CONNECT is taken for WebSockets alone.",
        "A tunnel to a place that the caller names would pass the plan by.",
        "Ask for the resource itself; over HTTP/2, CONNECT with ':protocol: websocket' opens a WebSocket.") { Status = 501 };

    public static readonly KnownError ServiceFailed = new("HF4015", "The service answered with errors.",
        "A node answered with an error, the call was tried elsewhere, and no attempt after that could be answered either.",
        "'holdfast status' shows which nodes fail; the access log names the last node that was tried.") { Status = 502 };

    public static IReadOnlyList<KnownError> All { get; } =
    [
        NoRoute, AmbiguousPath, NoHealthyNode, ConnectFailed, Reset, AttemptTimeout, Deadline, TooLarge, Malformed, BodyTimeout, BadBody,
        BadFraming, BadHost, NoTunnel, ServiceFailed,
    ];
}
