using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Waiting;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Waiting;

public sealed class WaitingCallsTests
{
    private readonly WaitingCalls _waiters = new();

    [Fact]
    public async Task Take_OneThatWasGivenBack_WaitsAnew()
    {
        await using var bench = new Bench();
        var (place, call) = (new ConcurrencyEpoch(0, 0, 1_000), bench.Call());
        var first = _waiters.Take(call);
        first.Settle(place);
        (await first.Place).ShouldBeSameAs(place);
        _waiters.GiveBack(first);
        call.Leave();

        var again = _waiters.Take(call);

        again.ShouldBeSameAs(first);
        again.IsGone.ShouldBeTrue();
        again.Place.IsCompleted.ShouldBeFalse();
        again.Settle(null);
        (await again.Place).ShouldBeNull();
    }

    [Fact]
    public async Task Take_WhileOthersWait_IsEachItsOwn()
    {
        await using var bench = new Bench();
        Call call = bench.Call();
        var taken = Enumerable.Range(0, 5).Select(_ => _waiters.Take(call)).ToList();
        taken.Distinct().Count().ShouldBe(5);
        foreach (var one in taken) _waiters.GiveBack(one);

        Enumerable.Range(0, 5).Select(_ => _waiters.Take(call)).ShouldBe(taken, ignoreOrder: true);
    }
}
