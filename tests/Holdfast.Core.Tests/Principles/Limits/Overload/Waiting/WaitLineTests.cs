using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Waiting;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Waiting;

public sealed class WaitLineTests
{
    private static readonly WaitRule Rule = new(Wait: 100, IsShedding: false);

    private readonly WaitLine _line = new();
    private readonly ConcurrencyLimit _limit = new(start: 1_000, now: 0, frequency: 1_000);

    [Fact]
    public void Next_AmongSeveral_IsTheMostCriticalAndAmongThoseTheOldest()
    {
        var all = new[] { Criticality.Sheddable, Criticality.Normal, Criticality.Critical, Criticality.Normal, Criticality.Critical }.Select(Enter).ToArray();

        Served(now: 1).ShouldBe([all[2], all[4], all[1], all[3], all[0]]);
    }

    [Fact]
    public void Next_LineThatStands_IsTheNewest()
    {
        var (old, @new) = (Enter(Criticality.Normal, now: 0), Enter(Criticality.Normal, now: 150));

        Served(now: 151).ShouldBe([@new, old]);
        @new.Until.ShouldBe(150 + 12);
    }

    [Fact]
    public void Next_WhileOthersAreRefused_IsTheNewestAtOnce()
    {
        var all = new[] { Enter(Criticality.Normal), Enter(Criticality.Normal) };

        Served(now: 1, Rule with { IsShedding = true }).ShouldBe(all.Reverse());
    }

    [Fact]
    public void Next_NoPlace_TakesNobodyOut()
    {
        var none = new ConcurrencyLimit(start: 1, now: 0, frequency: 1_000);
        none.TryTake(0).ShouldNotBeNull();
        Enter(Criticality.Critical);

        _line.Next(none, Rule, 1, out var place).ShouldBeNull();
        place.ShouldBeNull();
        _line.Count.ShouldBe(1);
    }

    [Fact]
    public void Next_WhileTooManyAreStillOnTheirWay_IsACriticalOneForEverySecondThatEnds()
    {
        var limit = new ConcurrencyLimit(start: 10, now: 0, frequency: 1_000);
        var places = Enumerable.Range(0, 10).Select(_ => limit.TryTake(0)!).ToList();
        limit.Bound(OverloadPlans.Read("min: 1, start: 2, max: 2"), 0);
        var (normal, critical) = (Enter(Criticality.Normal), new[] { Enter(Criticality.Critical), Enter(Criticality.Critical), Enter(Criticality.Critical) });

        List<Waiter?> served = [];
        for (var ended = 0; ended < 5; ended++)
        {
            limit.Release(places[ended], limit.Track("i"), 0);
            served.Add(_line.Next(limit, Rule, 1, out _));
        }

        served.ShouldBe([null, critical[0], null, critical[1], null]);
        normal.IsIn.ShouldBeTrue();
        limit.InFlight.ShouldBe(7);
    }

    [Fact]
    public void Next_OnceThereAreNoMoreThanPlaces_LetsNobodyInBeyondThem()
    {
        var limit = new ConcurrencyLimit(start: 3, now: 0, frequency: 1_000);
        var places = Enumerable.Range(0, 3).Select(_ => limit.TryTake(0)!).ToList();
        limit.Bound(OverloadPlans.Read("min: 1, start: 2, max: 2"), 0);
        foreach (var place in places) limit.Release(place, limit.Track("i"), 0);
        limit.TryTake(0).ShouldNotBeNull();
        limit.TryTake(0).ShouldNotBeNull();
        Enter(Criticality.Critical);

        _line.Next(limit, Rule, 1, out _).ShouldBeNull();
    }

    [Fact]
    public void Enter_FullLine_DisplacesTheOldestOfTheLeastCritical()
    {
        var first = Enter(Criticality.Sheddable);
        Enter(Criticality.Sheddable);
        var critical = new Somebody(Criticality.Critical);

        _line.Enter(critical, max: 2, Rule, 1_000, 0).ShouldBe(first);
        _line.Enter(new Somebody(Criticality.Sheddable), max: 2, Rule, 1_000, 0).ShouldBeOfType<Somebody>().IsIn.ShouldBeFalse();
        _line.Count.ShouldBe(2);
    }

    [Fact]
    public void Expire_AfterItsTime_OrWhenItHasGone_IsOut()
    {
        var (patient, gone, critical) = (Enter(Criticality.Normal), Enter(Criticality.Normal), Enter(Criticality.Critical));
        gone.Gone = true;
        List<Waiter> expired = [];
        _line.Expire(50, expired);
        expired.ShouldBe([gone]);
        _line.Expire(100, expired);
        expired.ShouldBe([gone, patient]);
        _line.Expire(999, expired);
        expired.Count.ShouldBe(2);
        _line.Expire(1_000, expired);
        expired[^1].ShouldBe(critical);
        _line.Count.ShouldBe(0);
    }

    [Fact]
    public void Until_LessTimeThanTheWait_IsThatTime() => Enter(Criticality.Critical, longest: 7).Until.ShouldBe(7);

    private Somebody Enter(Criticality criticality) => Enter(criticality, now: 0);

    private Somebody Enter(Criticality criticality, long now = 0, long longest = 10_000)
    {
        var waiter = new Somebody(criticality);
        _line.Enter(waiter, max: 100, Rule, longest, now).ShouldBeNull();
        return waiter;
    }

    private List<Waiter> Served(long now, WaitRule? rule = null)
    {
        List<Waiter> served = [];
        while (_line.Next(_limit, rule ?? Rule, now, out _) is { } next) served.Add(next);
        return served;
    }

    private sealed class Somebody(Criticality criticality) : Waiter
    {
        public override Criticality Criticality { get; } = criticality;

        public bool Gone { get; set; }

        public bool IsIn => IsInLine;

        public override bool IsGone => Gone;

        public override void Settle(ConcurrencyEpoch? place)
        {
        }
    }
}
