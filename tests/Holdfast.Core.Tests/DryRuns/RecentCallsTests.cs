using Holdfast.Core.DryRuns;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.DryRuns;

public sealed class RecentCallsTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private RecentCalls Recent => _bench.Runtime.Recent;

    [Fact]
    public async Task Calls_MoreThanAreKept_TheOldestAreForgotten()
    {
        var call = await CalledAsync();
        for (var n = 0; n < RecentCalls.CallsMax + 100; n++) Recent.Add(call, Outcome.Answered(200));

        var kept = Recent.Read();

        kept.Count.ShouldBe(RecentCalls.CallsMax);
        kept.Select(static one => one.Number).ShouldBe(Enumerable.Range(100, RecentCalls.CallsMax).Select(static n => (long)n));
    }

    [Fact]
    public async Task Calls_OlderThanTenMinutes_AreNotRead()
    {
        Recent.Add(await CalledAsync(), Outcome.Answered(200));
        _bench.Time.Advance(RecentCalls.Kept + TimeSpan.FromSeconds(1));
        Recent.Add(await CalledAsync(), Outcome.Answered(200));

        Recent.Read().ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    [Fact]
    public async Task Calls_OfNoInterface_AreNotKept()
    {
        Recent.Add(_bench.Call(), Outcome.Refused);

        Recent.Read().ShouldBeEmpty();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Calls_AddedByManyThreads_AreReadWholeMeanwhile()
    {
        var (one, other) = (await CalledAsync("10.0.0.1"), await CalledAsync("10.0.0.2"));
        var clients = new[] { KeptKeys.HashOfClient(one), KeptKeys.HashOfClient(other) };
        clients.ShouldBeUnique();

        await Parallel.ForAsync(0, 4, TestContext.Current.CancellationToken, (worker, _) =>
        {
            for (var n = 0; n < RecentCalls.CallsMax; n++)
            {
                Recent.Add(worker % 2 == 0 ? one : other, Outcome.Answered(200));
                if (worker == 0 && n % 8_192 == 0) Recent.Read().ShouldAllBe(call => clients.Contains(call.Client) && call.Keys.Interface == "i");
            }

            return ValueTask.CompletedTask;
        });

        Recent.Read().Count.ShouldBe(RecentCalls.CallsMax);
    }

    /// <summary>Every call pays for it: no memory, once its place was used.</summary>
    [Fact]
    public async Task Add_OnceThePlaceWasUsed_AllocatesNothing()
    {
        var call = await CalledAsync();
        for (var n = 0; n < RecentCalls.CallsMax; n++) Recent.Add(call, Outcome.Answered(200));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var n = 0; n < 10_000; n++) Recent.Add(call, Outcome.Answered(200));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private async Task<FakeCall> CalledAsync(string client = "10.0.0.1")
    {
        var call = _bench.Call();
        call.Client = client;
        await CallPipeline.RunAsync(call);
        return call;
    }
}
