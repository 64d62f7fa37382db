namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>
/// Requests that one server cuts off here and another there. In none of them is <c>/smuggled</c> a request: it lies in a
/// body, or behind a head that has to be refused.
/// </summary>
internal static class SmugglingCorpus
{
    public const string Hidden = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private const string Chunked = "Transfer-Encoding: chunked";

    public static IEnumerable<string> All => [.. Framings, .. Lengths, .. Chunks, .. Lines, .. Fields, .. Hosts, .. Hops];

    /// <summary>Both ways to say where a body ends, or one of them in disguise.</summary>
    private static IEnumerable<string> Framings =>
        new[]
        {
            Chunked, "Transfer-Encoding: Chunked", "Transfer-Encoding : chunked", " Transfer-Encoding: chunked", "Transfer-Encoding:\tchunked",
            "Transfer-Encoding: chunked ", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: \u000Bchunked",
            "Transfer-Encoding: chunked\0", "Transfer-Encoding\0: chunked", "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow", "X: x\nTransfer-Encoding: chunked", "X: x\rTransfer-Encoding: chunked",
            "Transfer-Encoding\r\n : chunked", "Transfer-Encoding:\r\n chunked", "Transfer-Encoding: gzip", "Transfer-Encoding: ,chunked", "Transfer-Encoding:",
            "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked", "Connection: Content-Length",
        }.SelectMany(static coding => new[] { $"Content-Length: {Tail.Length}\r\n{coding}", $"{coding}\r\nContent-Length: {Tail.Length}" })
        .Select(static head => Post(head, Tail));

    private static IEnumerable<string> Lengths =>
        new[] { "+{0}", "-{0}", "{0} {0}", "{0},{0}", "{0}, 0", "0x{0}", "{0}e0", "{0}.0", "{0}\u000B", "\u000B{0}", "", "99999999999999999999", "{0};", "\"{0}\"" }
        .Select(static length => Post("Content-Length: " + string.Format(null, length, Hidden.Length), Hidden))
        .Concat(
        [
            Post($"Content-Length: 0\r\nContent-Length: {Hidden.Length}", Hidden), Post($"Content-Length: {Hidden.Length}\r\nContent-Length: 0", Hidden),
            Post($"Content-Length : {Hidden.Length}", Hidden), Post($"Content-Length: {Hidden.Length}", Hidden), Post($"Content-Length: 000{Hidden.Length}", Hidden),
            $"GET /carrier HTTP/1.1\r\nHost: a\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}", Post($"Expect: 100-continue\r\nContent-Length: {Hidden.Length}", Hidden),
        ]);

    private static IEnumerable<string> Chunks =>
        new[]
        {
            "0x2\r\nhi\r\n0\r\n\r\n", "+2\r\nhi\r\n0\r\n\r\n", "-2\r\nhi\r\n0\r\n\r\n", "g\r\nhi\r\n0\r\n\r\n", "\r\n0\r\n\r\n", "2\nhi\r\n0\r\n\r\n", "2\rhi\r\n0\r\n\r\n",
            "10000000000000002\r\nhi\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF\r\nhi\r\n0\r\n\r\n", "2\r\nhi0\r\n\r\n", "2\r\nhi\n0\r\n\r\n", "2\r\nhiXX0\r\n\r\n", "2;a=\nb\r\nhi\r\n0\r\n\r\n",
            "2;\nxx\r\nhi\r\n0\r\n\r\n", "2;\rxx\r\nhi\r\n0\r\n\r\n", "1_0\r\nhi\r\n0\r\n\r\n", "0\n\n", "0\r\n X: y\r\n\r\n", "0\r\nX\r\n\r\n", "0\r\nX: y\n\r\n",
        }.Select(static body => Post(Chunked, body + Hidden));

    private static IEnumerable<string> Lines =>
        new[]
        {
            "GET  /carrier HTTP/1.1", "GET\t/carrier HTTP/1.1", "GET /carrier HTTP/1.1 ", "GET /carrier HTTP/9.9", "GET /carrier", "GET /carrier http/1.1", "GET /carrier HTTP/1.1\r",
            "GET /carrier\0 HTTP/1.1", " GET /carrier HTTP/1.1", "GET /carrier HTTP/1.1 HTTP/1.1", "G\u00EBT /carrier HTTP/1.1", "GET carrier HTTP/1.1", "GET /carrier HTTP/1.1\nX: y",
            "PRI * HTTP/2.0",
        }.Select(static line => $"{line}\r\nHost: a\r\n\r\n{Hidden}");

    private static IEnumerable<string> Fields =>
        new[] { "No colon", "Two words: x", "X : y", "X: a\r\n b", ": x", "X\0: y", "X: \0", "X: a\nY: b", "X: a\rY: b", "X: a\r\n\tb", "\u00EB: x", "X(: y" }
        .Select(static line => $"GET /carrier HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n{Hidden}");

    private static IEnumerable<string> Hosts =>
        new[] { "X: y", "Host: a\r\nHost: b", "Host: a\r\nhost: a", "Host: a, b", "Host: a b", "Host: u@a", "Host: a/b", "Host: a:1:2", "Host: a\u00EB", "Host: [::1", "Host: a#b", "Host: a?b" }
        .Select(static host => $"GET /carrier HTTP/1.1\r\n{host}\r\n\r\n{Hidden}")
        .Concat([$"GET http://b/carrier HTTP/1.1\r\nHost: a\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}"]);

    /// <summary>Headers that end here, and what they might take with them.</summary>
    private static IEnumerable<string> Hops =>
    [
        Post($"Connection: Host, Content-Length\r\nContent-Length: {Hidden.Length}", Hidden),
        Post($"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: {Hidden.Length}", Hidden),
        Post($"Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: {Hidden.Length}", Hidden),
        $"POST /carrier HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n{Chunked}\r\n\r\n{Tail}",
        $"POST /carrier HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}",
    ];

    /// <summary>The end of a body in chunks, and behind it what the other reading takes for a request.</summary>
    private static string Tail => "0\r\n\r\n" + Hidden;

    private static string Post(string head, string body) => $"POST /carrier HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n{body}";
}
