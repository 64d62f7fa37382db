using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class WorkSlotsTests
{
    [Fact]
    public async Task EnterAsync_AllSlotsTaken_WaitsUntilOneLeaves()
    {
        using var slots = new WorkSlots(2);
        (await slots.EnterAsync(default)).ShouldBeTrue();
        (await slots.EnterAsync(default)).ShouldBeTrue();

        var third = slots.EnterAsync(default).AsTask();
        third.IsCompleted.ShouldBeFalse();
        slots.Counters.ShouldBe(new WorkCounters(Slots: 2, Busy: 2, Queued: 1, Done: 0, Refused: 0, Failed: 0));

        slots.Leave();
        (await third.Within("the third to enter")).ShouldBeTrue();
        slots.Counters.ShouldBe(new WorkCounters(Slots: 2, Busy: 2, Queued: 0, Done: 1, Refused: 0, Failed: 0));
    }

    [Fact]
    public async Task Slowdown_LongerLine_GrowsToItsMaximum()
    {
        using var slots = new WorkSlots(1);
        using var stop = new CancellationTokenSource();
        await slots.EnterAsync(default);
        slots.Slowdown.ShouldBe(1);

        var seen = new List<double>();
        var waiting = new List<Task>();
        for (var i = 0; i < 8; i++)
        {
            waiting.Add(slots.EnterAsync(stop.Token).AsTask());
            seen.Add(slots.Slowdown);
        }

        seen.ShouldBe([1.5, 2, 2.5, 3, 3.5, 4, 4, 4]);
        await stop.CancelAsync();
        await Task.WhenAll(waiting).ShouldThrowAsync<OperationCanceledException>();
        slots.Slowdown.ShouldBe(1);
    }

    [Fact]
    public async Task EnterAsync_LineFull_IsRefusedAtOnce()
    {
        using var slots = new WorkSlots(1);
        using var stop = new CancellationTokenSource();
        await slots.EnterAsync(default);
        var waiting = Enumerable.Range(0, WorkSlots.QueuePerSlotMax)
            .Select(_ => slots.EnterAsync(stop.Token).AsTask())
            .ToArray();

        (await slots.EnterAsync(default)).ShouldBeFalse();

        slots.Counters.Refused.ShouldBe(1);
        slots.Counters.Queued.ShouldBe(WorkSlots.QueuePerSlotMax);
        await stop.CancelAsync();
        await Task.WhenAll(waiting).ShouldThrowAsync<OperationCanceledException>();
    }
}
