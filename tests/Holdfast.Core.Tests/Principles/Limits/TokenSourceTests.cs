using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Principles.Limits.Tokens;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>A quota that several processes share, and what becomes of it when whoever shares it out is gone.</summary>
public sealed class TokenSourceTests : IDisposable
{
    private readonly Source _source = new();

    [Fact]
    public async Task Source_LeasesAShare_IsWhatPasses()
    {
        await using var scene = Scene("{ rate: 100/m, burst: 100 }");
        Lease(scene, share: 0.6, seconds: 10);

        (await scene.SendAsync(200)).ShouldBe(60);
        _source.Opened.ShouldHaveSingleItem().ShouldStartWith("interfaces.i ");
        _source.Counts!().ShouldBe(new LimitCounts(60, 140, 0));
    }

    [Fact]
    public async Task Source_Goes_LeavesAnEvenShareAndNeverTheWhole()
    {
        await using var scene = Scene("{ rate: 100/m, burst: 100 }");
        Lease(scene, share: 0.6, seconds: 10);
        await scene.SendAsync(200);

        // Nobody renews the lease: five processes were alive.
        scene.Pass(600);

        (await scene.SendAsync(200)).ShouldBe(20);
        scene.Pass(60);
        (await scene.SendAsync(200)).ShouldBe(20);
    }

    [Fact]
    public async Task Source_ComesBack_LevelKeepsItsProportion()
    {
        await using var scene = Scene("{ rate: 100/h, burst: 100 }");
        Lease(scene, share: 0.2, seconds: 10);
        (await scene.SendAsync(10)).ShouldBe(10);

        Lease(scene, share: 0.8, seconds: 10);

        (await scene.SendAsync(200)).ShouldBe(40);
    }

    [Theory]
    [InlineData("{ rate: 100/h, kind: sliding-window }", 25)]
    [InlineData("{ rate: 100/h, kind: fixed-window, per: client }", 25)]
    [InlineData("{ rate: 2/h, kind: fixed-window }", 1)]
    public async Task Source_Gone_HoldsForEveryKind(string limit, int passes)
    {
        await using var scene = Scene(limit);
        _source.Current = new TokenLease(1, 0, 4);

        (await scene.SendAsync(200, static call => call.Client = "a")).ShouldBe(passes);
    }

    [Fact]
    public async Task Source_LimitIsRemoved_ShareIsGivenBack()
    {
        await using var scene = Scene("{ rate: 100/m }");
        scene.Bench.Publish(LimitPlans.Yaml());

        _source.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task Source_InterfaceIsRemoved_ShareIsGivenBack()
    {
        await using var scene = Scene("{ rate: 100/m }");
        scene.Bench.Publish(LimitPlans.Yaml().Replace("  i: {", "  j: {", StringComparison.Ordinal));

        _source.Closed.ShouldBe(1);
    }

    public void Dispose() => _source.Dispose();

    private LimitScene Scene(string limit) =>
        new(LimitPlans.Yaml(limit), [.. Slices.All.Select(slice => slice is LimitsSlice ? new LimitsSlice(_source) : slice)]);

    private void Lease(LimitScene scene, double share, int seconds) =>
        _source.Current = new TokenLease(share, scene.Bench.Time.GetTimestamp() + (seconds * scene.Bench.Time.TimestampFrequency), 5);

    private sealed class Source : ITokenSource, ITokenShare
    {
        public TokenLease Current { get; set; } = TokenLease.Whole;

        public List<string> Opened { get; } = [];

        public Func<LimitCounts>? Counts { get; private set; }

        public int Closed { get; private set; }

        public ITokenShare Open(string limit, Func<LimitCounts> counts)
        {
            Opened.Add(limit);
            Counts = counts;
            return this;
        }

        public void Dispose() => Closed++;
    }
}
