using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class RecoveryPlacesTests
{
    private readonly RecoveryPlaces _places = new();

    [Fact]
    public void EnterAsync_OneServiceOfManyNodes_HasAllPlaces()
    {
        var entering = Enter("many", 100);

        entering.Count(static one => one.IsCompletedSuccessfully).ShouldBe(RecoveryPlaces.AtOnceMax);
    }

    [Fact]
    public void EnterAsync_AnotherServiceHoldsAllPlaces_WaitsForNone()
    {
        Enter("blackholed", 1_000);

        Enter("other", 2).ShouldAllBe(static one => one.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Leave_WhileOthersWait_GivesThePlaceToTheServiceWithFewer()
    {
        var first = Enter("first", 100);
        var second = Enter("second", 100);
        second.Count(static one => one.IsCompletedSuccessfully).ShouldBe(RecoveryPlaces.AtOnceMax / 2);

        for (var i = 0; i < 16; i++) _places.Leave("first");
        var next = first[RecoveryPlaces.AtOnceMax];
        next.IsCompleted.ShouldBeFalse("it had more than its share");
        _places.Leave("first");
        await next.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    [Fact]
    public async Task EnterAsync_StoppedWhileItWaits_TakesNoPlace()
    {
        Enter("s", RecoveryPlaces.AtOnceMax);
        using var stop = new CancellationTokenSource();
        var stopped = _places.EnterAsync("s", stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(stopped);

        _places.Leave("s");

        Enter("s", 1).ShouldAllBe(static one => one.IsCompletedSuccessfully);
    }

    private Task[] Enter(string service, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _places.EnterAsync(service, TestContext.Current.CancellationToken))];
}
