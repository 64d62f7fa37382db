using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing.HotKeys;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.HotKeys;

public sealed class HotKeysTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Run_OneKeyIsAThirdOfTheCalls_IsHotWithinTwoSecondsAndItAlone()
    {
        await using var bench = new Bench(Plan());
        var hotAfter = (double?)null;
        var others = 0;
        for (var i = 0; i < 1_000; i++)
        {
            bench.Time.Advance(Tick);
            if (await IsHotAsync(bench, i % 10 < 3 ? "star" : $"k{i}")) { if (i % 10 < 3) hotAfter ??= i * Tick.TotalSeconds; else others++; }
        }

        hotAfter.ShouldNotBeNull().ShouldBeLessThan(1);
        others.ShouldBe(0);
    }

    [Fact]
    public async Task Run_TheCrowdGoes_StaysHotForItsTimeAndThenIsCold()
    {
        await using var bench = new Bench(Plan("stay: 5s"));
        await AskAsync(bench, "star", 500, alone: false);
        (await IsHotAsync(bench, "star")).ShouldBeTrue();

        var left = 0;
        for (var second = 1; second <= 12; second++)
        {
            for (var i = 0; i < 100; i++)
            {
                bench.Time.Advance(TimeSpan.FromMilliseconds(10));
                await IsHotAsync(bench, $"k{second}-{i}");
            }

            if (left == 0 && !await IsHotAsync(bench, "star")) left = second;
        }

        left.ShouldBeInRange(4, 7);
        Signals(bench).ShouldBe(["key-hot", "key-cold"]);
    }

    [Fact]
    public async Task Run_TheKeyHoversAboutTheBound_DoesNotChangeToAndFro()
    {
        await using var bench = new Bench(Plan("stay: 100ms, share: 0.3"));
        await AskAsync(bench, "star", 500, alone: false, of: 2);
        // Between a quarter and a third of the calls, to and fro about the bound for a minute.
        for (var i = 0; i < 3_000; i++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(20));
            await IsHotAsync(bench, i % (i / 200 % 2 == 0 ? 3 : 4) == 0 ? "star" : $"k{i}");
        }

        Signals(bench).ShouldBe(["key-hot"]);
    }

    [Fact]
    public async Task Run_CallsWithoutAKey_AreNeitherHotNorCounted()
    {
        await using var bench = new Bench(Plan("key: \"header:X-Item\"", key: ""));
        for (var i = 0; i < 500; i++)
        {
            bench.Time.Advance(Tick);
            (await IsHotAsync(bench, "star")).ShouldBeFalse();
        }

        State(bench).Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Run_MoreHotKeysThanPlaces_KeepsNoMoreThanTopAndTheHottestGetsIn()
    {
        await using var bench = new Bench(Plan("top: 3, share: 0.02, minimum-calls: 5, stay: 1h"));
        for (var i = 0; i < 4_000; i++)
        {
            bench.Time.Advance(Tick);
            await IsHotAsync(bench, i > 2_000 && i % 2 == 0 ? "star" : $"k{i % 10}");
        }

        var hot = Hot(bench);
        hot.Length.ShouldBe(3);
        hot.ShouldContain("/star");
    }

    [Fact]
    public async Task Run_ThousandsOfKeysBecomeHot_TellsOfAFewAndCountsTheRest()
    {
        await using var bench = new Bench(Plan("top: 1000, share: none, rate: 1/s, minimum-calls: 2, stay: 1h"));
        for (var round = 0; round < 3; round++)
            for (var i = 0; i < 900; i++) await IsHotAsync(bench, $"k{i}");
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await IsHotAsync(bench, "k0");

        var hot = Hot(bench).Length;
        hot.ShouldBeGreaterThan(800);
        Signals(bench).Count(static name => name == "key-hot").ShouldBe(HotNews.TalesMax);
        bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "keys-changed").Text.ShouldStartWith($"{hot - HotNews.TalesMax} more times");
    }

    [Fact]
    public async Task Publish_OtherBounds_KeepsWhatIsHotAndWhatWasCounted()
    {
        await using var bench = new Bench(Plan());
        await AskAsync(bench, "star", 500, alone: false);
        var state = State(bench);
        bench.Publish(Plan("share: 0.2"));
        State(bench).ShouldBeSameAs(state);
        (await IsHotAsync(bench, "star")).ShouldBeTrue();

        bench.Publish(Plan("window: 2s"));
        State(bench).ShouldNotBeSameAs(state);
    }

    [Fact]
    public async Task Prepare_AnotherKeyThatNeverGoesLive_KeepsWhatIsHot()
    {
        await using var bench = new Bench(Plan());
        await AskAsync(bench, "star", 500, alone: false);
        var state = State(bench);
        bench.Runtime.Prepare(Bench.Read(Plan("key: client", key: "")), "01");
        bench.Publish(Plan());
        State(bench).ShouldBeSameAs(state);
    }

    [Theory]
    [InlineData("path", "/a\u001b[2Jb\u202ec", "/a\\u001b[2Jb\\u202ec")]
    [InlineData("cookie:session", "s3cret", "session#")]
    [InlineData("header:Authorization", "Bearer s3cret", "Authorization#")]
    [InlineData("header:X-Api-Key", "s3cret", "X-Api-Key#")]
    public async Task Signal_KeyOfAnybody_IsPrintableShortAndNoSecret(string source, string value, string shown)
    {
        await using var bench = new Bench(Plan($"key: \"{source}\"", key: ""));
        for (var i = 0; i < 100; i++)
        {
            using var call = bench.Call();
            call.Headers["Authorization"] = call.Headers["X-Api-Key"] = call.Cookies["session"] = value;
            call.Target = source == "path" ? value : "/x";
            await CallPipeline.RunAsync(call);
        }

        var text = bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "key-hot").Text;
        text.ShouldContain(shown);
        text.ShouldNotContain("s3cret");
        text.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Signal_KeyOfAKilobyte_IsCut()
    {
        await using var bench = new Bench(Plan());
        await AskAsync(bench, new string('x', 1_000), 100, alone: true);
        bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "key-hot").Text.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Run_HotKey_IsDecidedByTheRuleOfThePlan()
    {
        await using var bench = new Bench(Plan());
        await AskAsync(bench, "star", 100, alone: true);
        using var call = bench.Call();
        call.Target = "/star";
        await CallPipeline.RunAsync(call);
        var decision = call.Decisions.Kept[0];
        (decision.Position, decision.Name, decision.Rule).ShouldBe((Position.HotKeys, "hot-key", "interfaces.i.hot-keys"));
        call.Reset();
        call.IsHot.ShouldBeFalse();
        call.SpreadOver.ShouldBe(0);
    }

    [Fact]
    public async Task Snapshot_HotKey_ShowsRateShareAndSince()
    {
        await using var bench = new Bench(Plan());
        await AskAsync(bench, "star", 1_000, alone: false);
        var tables = new HotKeysSlice().Snapshot(bench.Runtime.Present!).Tables;
        var row = tables.Single(static table => table.Name == "keys").Rows.ShouldHaveSingleItem();
        row[1].ShouldBe("/star");
        ((double)row[2]!).ShouldBe(150, 25);
        ((double)row[3]!).ShouldBe(0.3, 0.03);
        ((DateTimeOffset)row[4]!).ShouldBeInRange(bench.Time.GetUtcNow().AddSeconds(-2), bench.Time.GetUtcNow());
    }

    [Fact]
    public async Task See_TenMillionDistinctKeys_TakesNoMoreMemoryThanBefore()
    {
        await using var bench = new Bench(Plan());
        var stage = HotKeysSlice.Stage(bench.Plan.Interfaces["i"])!;
        Ask(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(10_000_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
        Hot(bench).ShouldBeEmpty();

        void Ask(int keys)
        {
            for (var i = 0; i < keys; i++)
                stage.State.See(StableHash.Mix((ulong)i), i * 100L, stage.Watch, "", static text => text);
        }
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(200_000)]
    public async Task See_Zipf_FindsTheKeysThatExactCountsFindAndNoOthers(int callsPerSecond)
    {
        const double Share = 0.02;
        const int Keys = 10_000;
        await using var bench = new Bench(Plan($"share: {Share}, stay: 100ms, minimum-calls: 20"));
        var stage = HotKeysSlice.Stage(bench.Plan.Interfaces["i"])!;
        var zipf = new Zipf(Keys, 1.1, seed: 11);
        var exact = new double[Keys];
        var total = 0.0;
        var now = bench.Time.GetTimestamp();
        for (var i = 0; i < 4 * callsPerSecond; i++)
        {
            if (i > 0 && i % callsPerSecond == 0)
            {
                for (var key = 0; key < Keys; key++) exact[key] /= 2;
                total /= 2;
            }

            var asked = zipf.Next();
            exact[asked]++;
            total++;
            stage.State.See(StableHash.Mix((ulong)asked), now + (i * bench.Time.TimestampFrequency / callsPerSecond), stage.Watch, asked, static key => $"{key}");
        }

        var end = now + (4 * bench.Time.TimestampFrequency) - 1;
        var hot = stage.State.Read(end, stage.Watch).ToDictionary(static hot => int.Parse(hot.Key.Text, CultureInfo.InvariantCulture), static hot => hot.Now);
        for (var key = 0; key < Keys; key++)
        {
            var share = exact[key] / total;
            if (share > 1.15 * Share) hot.Keys.ShouldContain(key);
            // Below the bound by which it came in it stays until it falls to the half.
            if (share < 0.5 * 0.85 * Share) hot.Keys.ShouldNotContain(key);
        }

        foreach (var (key, reading) in hot) reading.Share.ShouldBe(exact[key] / total, 0.15 * (exact[key] / total));
        hot.Count.ShouldBeGreaterThan(3);
        if (callsPerSecond > 100_000) stage.State.SampledOf.ShouldBeGreaterThan(1u);
    }

    [Fact]
    public async Task Enter_KnownKeys_AllocatesNothing()
    {
        await using var bench = new Bench(Plan());
        var stage = HotKeysSlice.Stage(bench.Plan.Interfaces["i"])!;
        using var call = bench.Call();
        call.Target = "/star";
        Enter(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Enter(20_000);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 20_000).ShouldBe(0);
        call.IsHot.ShouldBeTrue();

        void Enter(int times)
        {
            for (var i = 0; i < times; i++)
            {
                call.Decisions.Clear();
                stage.TryEnter(call).ShouldBeTrue();
            }
        }
    }

    /// <param name="alone">Whether nothing else is asked for; else it is three of ten calls, or one of <paramref name="of"/>.</param>
    private static async Task AskAsync(Bench bench, string key, int calls, bool alone, int of = 0)
    {
        for (var i = 0; i < calls; i++)
        {
            bench.Time.Advance(Tick);
            await IsHotAsync(bench, alone || (of > 0 ? i % of == 0 : i % 10 < 3) ? key : $"other{i}");
        }
    }

    private static async Task<bool> IsHotAsync(Bench bench, string key)
    {
        using var call = bench.Call();
        call.Target = "/" + key;
        await CallPipeline.RunAsync(call);
        return call.IsHot;
    }

    private static HotKeysState State(Bench bench) => HotKeysSlice.Stage(bench.Plan.Interfaces["i"])!.State;

    private static string[] Hot(Bench bench) =>
        [.. State(bench).Read(bench.Time.GetTimestamp(), HotKeysSlice.Stage(bench.Plan.Interfaces["i"])!.Watch).Select(static hot => hot.Key.Text)];

    private static string[] Signals(Bench bench) =>
        [.. bench.Runtime.Signals.Kept().Where(static signal => signal.Slice == "hot-keys").Select(static signal => signal.Name)];

    private static string Plan(string more = "", string key = "key: path") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, hot-keys: { {{string.Join(", ", new[] { key, more }.Where(static part => part.Length > 0))}} } }
        """;
}
