using System.Collections.Concurrent;
using System.Net;

namespace Shop.Tests.Load;

/// <summary>Answers in place of a gateway, without sockets, so that only the load's own time counts.</summary>
internal sealed class StubGateway(Func<CancellationToken, Task<HttpStatusCode>> answer) : HttpMessageHandler
{
    private int _inFlight;

    public ConcurrentQueue<string> Paths { get; } = new();

    public int InFlightPeak { get; private set; }

    public static StubGateway Of(HttpStatusCode status) => new(_ => Task.FromResult(status));

    /// <summary>One that accepts and is silent.</summary>
    public static StubGateway Silent() => new(async cancellation =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return HttpStatusCode.OK;
    });

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Paths.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}");
        // Requests begin one after another, so the peak is read without a race.
        InFlightPeak = Math.Max(InFlightPeak, Interlocked.Increment(ref _inFlight));
        try
        {
            return new HttpResponseMessage(await answer(cancellationToken));
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
