using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Shop.Nodes;
using Shop.Running;

namespace Shop.Load;

/// <summary>
/// The shop's customers: an open load, whose arrivals do not wait for answers, bounded in rate, in number under way
/// and in time.
/// </summary>
public sealed class ShopLoad : IDisposable
{
    private const long NotStarted = long.MinValue;
    private static readonly TimeSpan RotateEvery = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _client;
    private readonly LoadOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, InterfaceTally> _tallies;
    private readonly TaskCompletionSource<DateTimeOffset> _firstOk = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _startedAt = NotStarted;

    /// <summary>Requests under way, and one for the run itself until it has made its last.</summary>
    private int _held = 1;

    /// <param name="gateway">Where the shop's interfaces are, such as <c>http://127.0.0.1:8080</c>.</param>
    public ShopLoad(Uri gateway, LoadOptions options, TimeProvider time)
        : this(gateway, options, time, NewHandler(options))
    {
    }

    internal ShopLoad(Uri gateway, LoadOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        _options = options;
        _time = time;
        _tallies = ShopInterfaces.All.ToDictionary(entry => entry.Name, entry => new InterfaceTally(entry.Name));
        _client = new HttpClient(handler) { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>When the first request was answered with 2xx; never ends if none is.</summary>
    public Task<DateTimeOffset> FirstOk => _firstOk.Task;

    public LoadSnapshot Snapshot() => new(
        Volatile.Read(ref _startedAt) is var started and not NotStarted ? _time.GetElapsedTime(started) : TimeSpan.Zero,
        InFlight,
        _firstOk.Task.IsCompletedSuccessfully ? _firstOk.Task.Result : null,
        [.. ShopInterfaces.All.Select(entry => _tallies[entry.Name].Read())]);

    private int InFlight => Math.Max(0, Volatile.Read(ref _held) - 1);

    /// <summary>Runs until its time is over or it is told to stop; no request is under way when it returns.</summary>
    /// <exception cref="InvalidOperationException">It has run before.</exception>
    public async Task<LoadEnd> RunAsync(CancellationToken stop)
    {
        var started = _time.GetTimestamp();
        if (Interlocked.CompareExchange(ref _startedAt, started, NotStarted) != NotStarted)
            throw new InvalidOperationException("A load runs once");

        var end = await ArriveAsync(started, stop);
        Release();
        await _idle.Task;
        return end;
    }

    public void Dispose() => _client.Dispose();

    private async Task<LoadEnd> ArriveAsync(long started, CancellationToken stop)
    {
        var schedule = new ArrivalSchedule(_options);
        var rotateAt = RotateEvery;
        for (var arrival = schedule.Next(); arrival.At < _options.DurationMax; arrival = schedule.Next())
        {
            if (!await WaitUntilAsync(arrival.At, started, stop))
                return LoadEnd.Stopped;

            for (; arrival.At >= rotateAt; rotateAt += RotateEvery)
            {
                foreach (var tally in _tallies.Values)
                    tally.Rotate();
            }

            Begin(arrival.Call, stop);
        }

        return await WaitUntilAsync(_options.DurationMax, started, stop) ? LoadEnd.DurationReached : LoadEnd.Stopped;
    }

    /// <summary>Returns at once when the moment has passed: a load that was held up catches up, within its bounds.</summary>
    private async Task<bool> WaitUntilAsync(TimeSpan at, long started, CancellationToken stop)
    {
        var wait = at - _time.GetElapsedTime(started);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    private void Begin(ShopCall call, CancellationToken stop)
    {
        var tally = _tallies[call.Interface];
        if (InFlight >= _options.InFlightMax)
        {
            tally.Drop();
            return;
        }

        // Only this thread of control adds, so that the bound holds.
        Interlocked.Increment(ref _held);
        tally.Send();
        _ = SendAsync(call, tally, stop);
    }

    /// <summary>Does not throw: a failure is what it counts.</summary>
    private async Task SendAsync(ShopCall call, InterfaceTally tally, CancellationToken stop)
    {
        var sentAt = _time.GetTimestamp();
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            using var request = Request(call);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ended.Token);
            if (response.IsSuccessStatusCode)
            {
                tally.Succeed(_time.GetElapsedTime(sentAt));
                _firstOk.TrySetResult(_time.GetUtcNow());
            }
            else
            {
                tally.Fail(_time.GetElapsedTime(sentAt), Describe(response));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Cut off by the end of the load: evidence of nothing.
        }
        catch (Exception failure)
        {
            tally.Fail(_time.GetElapsedTime(sentAt), Describe(failure));
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _held) == 0)
            _idle.TrySetResult();
    }

    private static HttpRequestMessage Request(ShopCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.PathAndQuery);
        request.Headers.Add(ShopHeaders.User, call.User);
        if (call.Key is not null)
            request.Headers.Add(ShopHeaders.IdempotencyKey, call.Key);
        if (call.Body is not null)
            request.Content = new StringContent(call.Body, Encoding.UTF8, Json);
        return request;
    }

    private static string Describe(HttpResponseMessage response) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)response.StatusCode} {(response.Headers.Contains(ShopHeaders.Node) ? "from a node" : "from the gateway")}");

    private string Describe(Exception failure) => failure switch
    {
        OperationCanceledException => string.Create(
            CultureInfo.InvariantCulture, $"no answer within {_options.Timeout.TotalSeconds:0.#} s"),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request =>
            $"no answer: {request.HttpRequestError}",
        _ => $"no answer: {failure.Message}",
    };

    private static SocketsHttpHandler NewHandler(LoadOptions options) => new()
    {
        MaxConnectionsPerServer = options.InFlightMax,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    };
}
