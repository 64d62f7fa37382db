using System.Globalization;
using System.Net.Http.Headers;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Headers;

/// <summary>
/// Deadlines from hop to hop: <c>Holdfast-Timeout-Ms</c>, how long until the answer must have begun, and
/// <c>grpc-timeout</c>, how long until it must have ended.
/// </summary>
internal static class DeadlineHeaders
{
    public const string Name = "Holdfast-Timeout-Ms";

    private static readonly Refusal ByGrpc = By("grpc-timeout");
    private static readonly Refusal ByProxy = By(Name);

    /// <summary>How long the caller waits. Of <c>grpc-timeout</c> anybody's word counts, of our own header that of trusted proxies.</summary>
    public static CallerDeadline? Read(HttpContext context, bool isGrpc, Origin origin)
    {
        var headers = context.Request.Headers;
        CallerDeadline? shortest = null;
        if (isGrpc && headers.GrpcTimeout is { Count: 1 } grpc && GrpcTimeout.TryParse(grpc[0], out var within))
            shortest = new CallerDeadline(within, ByGrpc);
        if (headers.TryGetValue(Name, out var own) && own.Count == 1 && origin.Believes(context)
            && uint.TryParse(own[0], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && !(shortest?.Within.TotalMilliseconds <= milliseconds))
            shortest = new CallerDeadline(TimeSpan.FromMilliseconds(milliseconds), ByProxy);
        return shortest;
    }

    /// <summary>Tells a node what is left.</summary>
    /// <remarks>
    /// A <c>grpc-timeout</c> is passed on where the caller sent one, less what has gone by, and never made up: it bounds a
    /// stream to its end, which the plan's deadline does not.
    /// </remarks>
    /// <param name="last">What was written for the call before; replaced when it does not fit.</param>
    public static void Write(GatewayCall call, Attempt attempt, HttpRequestMessage forwarded, ref DeadlineText? last)
    {
        var received = call.Context.Request.Headers;
        var left = (long)attempt.TimeLeft.TotalMilliseconds;
        var text = last;
        if (text?.Milliseconds != left) last = text = new DeadlineText(left);
        if (received.ContainsKey(Name)) forwarded.Headers.Remove(Name);
        forwarded.Headers.TryAddWithoutValidation(Name, text.Text);
        if (call.IsGrpc && received.GrpcTimeout is { Count: 1 } grpc && GrpcTimeout.TryParse(grpc[0], out var within))
            Put(forwarded.Headers, within - call.Time.GetElapsedTime(call.Started, attempt.Started));
    }

    private static void Put(HttpRequestHeaders headers, TimeSpan left)
    {
        headers.Remove(HeaderNames.GrpcTimeout);
        headers.TryAddWithoutValidation(HeaderNames.GrpcTimeout, GrpcTimeout.Write(left > TimeSpan.Zero ? left : TimeSpan.FromMicroseconds(1)));
    }

    private static Refusal By(string header) => new(CallErrors.Deadline, "deadline", Position.Deadline, $"header:{header}");
}
