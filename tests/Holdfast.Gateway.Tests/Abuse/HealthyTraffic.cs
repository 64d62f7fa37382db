using System.Collections.Concurrent;
using System.Net;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>An honest client beside an attack: asks again and again, over both versions, and counts what did not go well.</summary>
internal sealed class HealthyTraffic : IAsyncDisposable
{
    private const int AnswersMax = 1_000_000;
    private readonly CancellationTokenSource _stop = new();
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) };
    private readonly HttpMessageInvoker _client;
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task[] _asking;
    private int _answers;

    private HealthyTraffic(Uri url)
    {
        _client = new HttpMessageInvoker(_handler);
        _asking = [AskAsync(url, HttpVersion.Version11), AskAsync(url, HttpVersion.Version20)];
    }

    public static HealthyTraffic To(Uri url) => new(url);

    /// <summary>Ends it, and says what became of it.</summary>
    public async Task ShouldHaveGoneWellAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_asking);
        _failures.ShouldBeEmpty($"{_failures.Count} of {_answers} failed");
        _answers.ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_asking);
        _client.Dispose();
        _handler.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(Uri url, Version version)
    {
        for (var count = 0; count < AnswersMax && (count == 0 || !_stop.IsCancellationRequested); count++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
            try
            {
                using var answer = await _client.SendAsync(request, late.Token);
                await answer.Content.CopyToAsync(Stream.Null, late.Token);
                Interlocked.Increment(ref _answers);
                if (answer.StatusCode != HttpStatusCode.OK) _failures.Enqueue($"{version}: {answer.StatusCode}");
            }
            catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
            {
                _failures.Enqueue($"{version}: {failed.Message}");
            }
        }
    }
}
