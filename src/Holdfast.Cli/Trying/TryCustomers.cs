using System.Text;

namespace Holdfast.Cli.Trying;

/// <summary>Customers of the shop, on the traffic port. Every wait of theirs is bounded.</summary>
internal sealed class TryCustomers(Uri traffic, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = traffic,
        Timeout = Patience,
    };

    private int _keys;

    public Task<TryAnswer> GetAsync(string path, CancellationToken cancellation, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, body: null, headers, cancellation);

    /// <summary>With an Idempotency-Key that was never used before.</summary>
    public Task<TryAnswer> PostAsync(string path, string body, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post, path, body, [("Idempotency-Key", $"try-{Environment.ProcessId}-{Interlocked.Increment(ref _keys)}")], cancellation);

    /// <summary>So many at the same time.</summary>
    public static async Task<TryTally> AtOnceAsync(int count, Func<int, Task<TryAnswer>> ask)
    {
        var tally = new TryTally();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, count).Select(ask))) tally.Add(answer);
        return tally;
    }

    /// <summary>One after the other, with a pause, until it is enough.</summary>
    /// <param name="most">Requests at the most.</param>
    /// <returns>Null: it was never enough.</returns>
    public async Task<TryTally?> UntilAsync(
        Func<Task<TryAnswer>> ask, Func<TryTally, TryAnswer, Task<bool>> isEnough, int most, TimeSpan pause, CancellationToken cancellation)
    {
        var tally = new TryTally();
        while (tally.Count < most)
        {
            var answer = await ask();
            tally.Add(answer);
            if (await isEnough(tally, answer)) return tally;
            await Task.Delay(pause, time, cancellation);
        }

        return null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<TryAnswer> SendAsync(
        HttpMethod method, string path, string? body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var began = time.GetTimestamp();
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            await answer.Content.CopyToAsync(Stream.Null, cancellation);
            return TryAnswer.Of(answer, time.GetElapsedTime(began));
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new TryAnswer(0, "", "", IsDegraded: false, time.GetElapsedTime(began));
        }
    }
}
