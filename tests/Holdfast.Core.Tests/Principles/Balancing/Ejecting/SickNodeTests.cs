namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>
/// What is promised of a sick node, defaults only: out in under two seconds, no more than its ramp after that, and nobody
/// who can go elsewhere fails. The same over real processes is in Holdfast.Faults.Tests; here it is exact, and takes no time.
/// </summary>
public sealed class SickNodeTests
{
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan EjectedWithin = TimeSpan.FromSeconds(2);

    /// <summary>Shorter than any ejection.</summary>
    private static readonly TimeSpan Out = TimeSpan.FromSeconds(8);

    public static TheoryData<string, int> Sicknesses =>
        new() { { "hangs", 10 }, { "hangs", 1 }, { "hangs", 0 }, { "slow by 2 s", 10 }, { "slow by 200 ms", 10 }, { "slow by 200 ms", 1 } };

    /// <param name="postEvery">1: nothing but POSTs, none of which may be tried elsewhere. 0: none.</param>
    [Theory]
    [MemberData(nameof(Sicknesses))]
    public async Task Run_ANodeFallsSick_IsOutInTwoSecondsAndLeftAlone(string sickness, int postEvery)
    {
        await using var load = new SickLoad { PostEvery = postEvery };
        load.Run(Learning);
        load.SickAttempts.ShouldBeGreaterThan(500, "it has its share while it is well");
        load.Takes = TimeOf(sickness);

        var taken = load.Run(EjectedWithin, () => load.IsEjected);
        load.IsEjected.ShouldBeTrue($"{load.Bench.Node(SickLoad.Sick).State.Condition} after {taken}");
        var before = load.SickAttempts;
        load.Run(Out);

        (load.SickAttempts - before).ShouldBe(0);
        load.Failed.ShouldBe(0);
    }

    /// <summary>It is still sick when its time is over: it is found out again at once, however slowly it comes back.</summary>
    [Fact]
    public async Task Run_TheNodeIsStillSickWhenItComesBack_GetsNoMoreThanItsRamp()
    {
        await using var load = new SickLoad();
        load.Run(Learning);
        load.Takes = null;
        load.Run(EjectedWithin, () => load.IsEjected);
        var before = load.SickAttempts;

        load.Run(TimeSpan.FromSeconds(15), () => !load.IsEjected);
        load.IsEjected.ShouldBeFalse("nothing but time ends it");
        load.Run(EjectedWithin, () => load.IsEjected);

        load.IsEjected.ShouldBeTrue();
        // Its share would be 500 in two seconds.
        (load.SickAttempts - before).ShouldBeInRange(1, 60);
        load.Failed.ShouldBe(0);
    }

    private static TimeSpan? TimeOf(string sickness) => sickness switch
    {
        "hangs" => null,
        "slow by 2 s" => TimeSpan.FromSeconds(2),
        _ => TimeSpan.FromMilliseconds(200),
    };
}
