using Holdfast.Core.Pipeline.State;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Pipeline.State;

public sealed class NodeStateTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Begin);
    private readonly NodeState _node;

    public NodeStateTests() => _node = new NodeState(new VersionState("s", "v1"), "http://127.0.0.1:1001", _time);

    [Fact]
    public void Withhold_TwoReasonsAndOneLifted_KeepsTheOtherAsItWasGiven()
    {
        Withhold(1, Withheld.Ejected, "5 failures in a row");
        Withhold(2, Withheld.Probe, "status 503");
        Shown().ShouldBe(("probe-failing", Begin.AddSeconds(2), "status 503"));

        Lift(3, Withheld.Probe);
        Shown().ShouldBe(("ejected", Begin.AddSeconds(1), "5 failures in a row"));

        Lift(4, Withheld.Ejected);
        Shown().ShouldBe(("unknown", Begin.AddSeconds(4), ""));
    }

    [Fact]
    public void Withhold_SaidAgain_ChangesNothing()
    {
        Withhold(1, Withheld.Probe, "status 503").ShouldBeTrue();
        var before = _node.Availability;
        var epoch = _node.Version.Epoch;

        Withhold(2, Withheld.Probe, "status 500").ShouldBeFalse();

        _node.Availability.ShouldBeSameAs(before);
        _node.Version.Epoch.ShouldBe(epoch);
    }

    [Fact]
    public void Condition_AfterAnAnsweredCall_IsUsable()
    {
        _node.Condition.ShouldBe("unknown");
        _node.Meter.Add(Holdfast.Core.Pipeline.OutcomeKind.Failure);
        _node.Condition.ShouldBe("unknown");
        _node.Meter.Add(Holdfast.Core.Pipeline.OutcomeKind.Success);
        _node.Condition.ShouldBe("usable");
    }

    private bool Withhold(int second, Withheld why, string reason)
    {
        _time.SetUtcNow(Begin.AddSeconds(second));
        return _node.Withhold(why, on: true, reason);
    }

    private void Lift(int second, Withheld why)
    {
        _time.SetUtcNow(Begin.AddSeconds(second));
        _node.Withhold(why, on: false, "").ShouldBeTrue();
    }

    private (string, DateTimeOffset, string) Shown()
    {
        var reading = _node.Availability;
        return (_node.ConditionOf(reading), reading.Since, reading.Reason);
    }
}
