using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;

namespace AsyncBench;

/// <summary>A queue in a folder of its own, asked by many at once, in this process.</summary>
internal sealed class QueueBench : IAsyncDisposable
{
    private const string Lane = "coupons";

    private static readonly LaneBounds Wide = new(int.MaxValue, long.MaxValue, TimeSpan.FromDays(30));

    private readonly string _folder;
    private readonly byte[] _body;
    private readonly SqliteDurableQueue _queue;

    public QueueBench(BenchOptions options)
    {
        _folder = Path.Combine(options.Folder, $"holdfast-async-{Guid.NewGuid():N}");
        _body = new byte[options.BodyBytes];
        new Random(1).NextBytes(_body);
        _queue = new SqliteDurableQueue(_folder, TimeProvider.System);
    }

    /// <summary>So many clients have operations accepted, each one after the other, for so long.</summary>
    public async Task<Latencies> AcceptAsync(int clients, TimeSpan within)
    {
        var began = TimeProvider.System.GetTimestamp();
        return Latencies.Of(await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new Latencies();
            while (TimeProvider.System.GetElapsedTime(began) < within) await AcceptAsync(own);
            return own;
        }))));
    }

    /// <summary>So many operations, by 256 at once.</summary>
    public async Task FillAsync(int count)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => Task.Run(async () =>
        {
            var own = new Latencies();
            while (Interlocked.Decrement(ref left) >= 0) await AcceptAsync(own);
        })));
    }

    /// <summary>Claims and gives back at once, so that as many wait as before.</summary>
    public async Task<Latencies> ClaimAsync(int times, int atOnce)
    {
        var own = new Latencies();
        for (var time = 0; time < times; time++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var claims = await _queue.ClaimAsync(new ClaimWish(Lane, atOnce, 0, TimeSpan.FromMinutes(1)));
            own.Add(TimeProvider.System.GetElapsedTime(began));
            await Task.WhenAll(claims.Select(claim => _queue.SettleAsync(claim, Settlement.Again(TimeSpan.Zero, "the breaker is open", isCharged: false))));
        }

        return Latencies.Of([own]);
    }

    /// <summary>Operations are accepted, claimed, and settled as delivered with an answer, all at the same time.</summary>
    /// <returns>How many were delivered a second, from the first accepted to the last settled.</returns>
    public async Task<double> DeliverAsync(int clients, TimeSpan within)
    {
        var began = TimeProvider.System.GetTimestamp();
        var accepting = AcceptAsync(clients, within);
        var answer = new OperationAnswer(201, [new("Content-Type", "application/json"), new("Date", "Sat, 28 Nov 2026 00:00:00 GMT")], new byte[64]);
        var delivered = 0;
        while (true)
        {
            var isLast = accepting.IsCompleted;
            var claims = await _queue.ClaimAsync(new ClaimWish(Lane, 192, 64, TimeSpan.FromMinutes(1)));
            await Task.WhenAll(claims.Select(claim => _queue.SettleAsync(claim, Settlement.Delivered(answer))));
            delivered += claims.Count;
            if (isLast && claims.Count == 0) return delivered / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync(Latencies own)
    {
        var id = OperationId.Make(TimeProvider.System);
        var began = TimeProvider.System.GetTimestamp();
        var acceptance = await _queue.AcceptAsync(new OperationDraft
        {
            Id = id,
            Lane = Lane,
            Request = new OperationRequest("POST", "http", "/api/coupons?of=1", "192.0.2.1", [new("Content-Type", "application/json"), new("User-Agent", "bench/1"), new("Accept", "*/*")]),
            Body = _body,
            // As long as the digests that they are.
            Key = (byte[])[.. id.ToBytes(), .. id.ToBytes()],
            Fingerprint = (byte[])[.. id.ToBytes(), .. id.ToBytes()],
            AgeMax = TimeSpan.FromHours(24),
            Keep = TimeSpan.FromHours(1),
            Bounds = Wide,
        });
        own.Add(TimeProvider.System.GetElapsedTime(began));
        if (acceptance.Kind != AcceptanceKind.Accepted) throw new InvalidOperationException($"not accepted: {acceptance}");
    }
}
