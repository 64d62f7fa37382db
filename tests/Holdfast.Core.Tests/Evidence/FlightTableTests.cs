using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Evidence;

public sealed class FlightTableTests : IAsyncDisposable
{
    private readonly Bench _bench = new();
    private readonly FlightTable _table = new(64);

    [Fact]
    public void Count_AttemptOnItsWayToANode_NeitherWaitsNorHangs()
    {
        var (call, attempt) = Make();
        _table.Enter(call, attempt).ShouldNotBe(-1);

        _table.Count(1_000_000, longest: 10).ShouldBe(new FlightCounts(1, 0, 0, 0));
    }

    [Fact]
    public void Count_Sent_HangsFromTheLongestTimeOn()
    {
        var (call, attempt) = Make();
        _table.Enter(call, attempt);
        Send(attempt, at: 100);

        _table.Count(109, longest: 10).Hanging.ShouldBe(0);
        _table.Count(110, longest: 10).Hanging.ShouldBe(1);
    }

    [Fact]
    public void Count_CallerIsStillSending_DoesNotHang()
    {
        var (call, attempt) = Make();
        _table.Enter(call, attempt);
        Send(attempt, at: 100);

        call.BodySentAt = long.MaxValue;
        _table.Count(1_000, longest: 10).ShouldBe(new FlightCounts(1, 0, 0, 1));
        call.BodySentAt = 995;
        _table.Count(1_000, longest: 10).Hanging.ShouldBe(0);
        _table.Count(1_005, longest: 10).Hanging.ShouldBe(1);
    }

    [Fact]
    public void Count_AnswerHasBegun_DoesNotHangHoweverLongItTakes()
    {
        var (call, attempt) = Make();
        _table.Enter(call, attempt);
        Send(attempt, at: 100);
        attempt.AnswerBeganAt = 105;

        _table.Count(1_000_000, longest: 10).ShouldBe(new FlightCounts(1, 0, 1, 0));
    }

    [Fact]
    public void Leave_Place_IsFreeAgain()
    {
        var (call, attempt) = Make();
        var place = _table.Enter(call, attempt);
        _table.Leave(place);

        _table.Count(0, 1).Tracked.ShouldBe(0);
    }

    [Fact]
    public void Enter_MoreThanItHolds_GoWithoutAPlace()
    {
        var places = Enumerable.Range(0, 1_000).Select(_ => Make()).Select(made => _table.Enter(made.Call, made.Attempt)).Where(static place => place >= 0).ToArray();

        places.ShouldBeUnique();
        places.Length.ShouldBeLessThanOrEqualTo(64);
        _table.Count(0, 1).Tracked.ShouldBe(places.Length);
    }

    [Fact]
    public void EnterAndLeave_FromManyThreads_LeavesNothingBehind()
    {
        Parallel.For(0, 8, _ =>
        {
            var (call, attempt) = Make();
            for (var i = 0; i < 20_000; i++)
                if (_table.Enter(call, attempt) is >= 0 and var place) _table.Leave(place);
        });

        _table.Count(0, 1).Tracked.ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private (FakeCall Call, Attempt Attempt) Make() => (_bench.Call(), new Attempt());

    private void Send(Attempt attempt, long at) => attempt.Begin(_bench.Node(0), number: attempt.Number + 1, at, isHedge: false);
}
