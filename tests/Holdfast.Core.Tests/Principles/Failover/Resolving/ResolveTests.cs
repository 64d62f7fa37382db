using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Failover.Resolving;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Principles.Failover.Resolving;

public sealed class ResolveTests
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions:
              v1:
                nodes:
                  - { url: "http://backend:5000", zone: east, weight: 3 }
                  - { url: "http://10.9.9.9:5000", zone: west }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    private readonly FakeNames _names = new();

    [Fact]
    public async Task Start_NameOfManyAddresses_IsAsManyNodes()
    {
        _names["backend"] = "10.0.0.2 10.0.0.1";
        await using var bench = await StartAsync();

        Addresses(bench).ShouldBe(["http://backend:5000@10.0.0.1", "http://backend:5000@10.0.0.2", "http://10.9.9.9:5000"]);
        bench.Version().Nodes.Take(2).ShouldAllBe(node => node.Plan.Zone == "east" && node.Plan.Weight == 3 && node.Url == "http://backend:5000");
        bench.Node(0).Pinned!.ToString().ShouldBe("10.0.0.1");
        bench.Version().Nodes.Select(node => node.Index).ShouldBe([0, 1, 2]);
        bench.Node(0).State.UsableSince.ShouldBe(0);
    }

    [Fact]
    public async Task Start_NameThatDoesNotResolve_IsWithheldAndTheOthersTakeTheCalls()
    {
        await using var bench = await StartAsync();

        bench.Node(0).State.Condition.ShouldBe("unresolved");
        bench.Node(0).State.Availability.Reason.ShouldBe("no such host");
        (await AskAsync(bench)).ShouldBe(["http://10.9.9.9:5000"]);
        bench.Runtime.Signals.Kept().ShouldContain(signal => signal.Name == "name-unresolved" && signal.Subject == "services.s"
            && signal.Text == "backend does not resolve, its node gets no calls: no such host");
    }

    [Fact]
    public async Task Start_NameThatDoesNotResolve_IsNotUsedInPanicEither()
    {
        await using var bench = await StartAsync();
        bench.Node(1).State.Withhold(Withheld.Probe, on: true, "status 503");

        (await AskAsync(bench)).ShouldBe(["http://10.9.9.9:5000"]);
    }

    [Fact]
    public async Task LaterOn_NameResolves_ItsAddressesTakeCalls()
    {
        await using var bench = await StartAsync();
        _names["backend"] = "10.0.0.1";

        await PassAsync(bench, TimeSpan.FromSeconds(6), "the name to resolve", () => Addresses(bench)[0] == "http://backend:5000@10.0.0.1");

        bench.Node(0).State.IsUsable.ShouldBeTrue();
        (await AskAsync(bench)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task LaterOn_AddressesComeAndGo_NodesFollowAndKeepWhatIsKnown()
    {
        _names["backend"] = "10.0.0.1 10.0.0.2";
        await using var bench = await StartAsync();
        bench.Node(1).State.Withhold(Withheld.Drained, on: true, "test");
        var (kept, revision) = (bench.Node(1).State, bench.Plan.Revision);
        _names["backend"] = "10.0.0.3 10.0.0.2";

        await PassAsync(bench, TimeSpan.FromSeconds(34), "the addresses to change", () => Addresses(bench)[1] == "http://backend:5000@10.0.0.3");

        Addresses(bench).ShouldBe(["http://backend:5000@10.0.0.2", "http://backend:5000@10.0.0.3", "http://10.9.9.9:5000"]);
        bench.Node(0).State.ShouldBeSameAs(kept);
        kept.Withheld.ShouldBe(Withheld.Drained);
        bench.Node(1).State.UsableSince.ShouldBeGreaterThan(0);
        bench.Plan.Revision.ShouldBeSameAs(revision);
        bench.Runtime.Signals.Kept().Single(signal => signal.Name == "addresses-changed").Text.ShouldBe("backend: come 10.0.0.3; gone 10.0.0.1");
        bench.Runtime.Signals.Kept().Count(signal => signal.Name == "revision-live").ShouldBe(1);
    }

    [Fact]
    public async Task LaterOn_NameStopsResolving_ItsLastAddressesStay()
    {
        _names["backend"] = "10.0.0.1";
        await using var bench = await StartAsync();
        _names["backend"] = "";

        await PassAsync(bench, TimeSpan.FromSeconds(34), "the failure to be told", () => bench.Runtime.Signals.Kept().Any(signal => signal.Name == "name-unresolved"));

        Addresses(bench)[0].ShouldBe("http://backend:5000@10.0.0.1");
        bench.Node(0).State.IsUsable.ShouldBeTrue();
        _names["backend"] = "10.0.0.1";
        await PassAsync(bench, TimeSpan.FromSeconds(34), "the recovery to be told", () => bench.Runtime.Signals.Kept().Any(signal => signal.Name == "name-resolves"));
    }

    [Fact]
    public async Task LaterOn_NameLeadsWhereNoTrafficMayGo_IsRefused()
    {
        _names["backend"] = "10.0.0.1";
        await using var bench = await StartAsync();
        _names["backend"] = "169.254.169.254";

        await PassAsync(bench, TimeSpan.FromSeconds(34), "the refusal to be told", () => bench.Runtime.Signals.Kept().Any(signal => signal.Name == "address-refused"));

        Addresses(bench)[0].ShouldBe("http://backend:5000@10.0.0.1");
    }

    [Fact]
    public async Task LookUp_ThatNeverEnds_IsGivenUp()
    {
        _names["backend"] = "hang";
        await using var bench = new Bench(Plan.Replace("backend", "127.0.0.1", StringComparison.Ordinal), resolver: _names);

        var looking = bench.Runtime.LookUpAsync(Bench.Read(Plan), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _names.Asked == 1, "the look-up to begin");
        bench.Time.Advance(TimeSpan.FromSeconds(7));

        await looking.Within("the look-up to be given up");
        bench.Publish(Plan);
        bench.Node(0).State.Availability.Reason.ShouldBe("no answer within 6 s");
    }

    [Fact]
    public async Task LookUp_OfMoreNamesThanAreAskedForAtOnce_TakesNoLongerThanOne()
    {
        var names = Enumerable.Range(0, 5 * NameLookUp.AtOnceMax).Select(static i => $"n{i}").ToArray();
        foreach (var name in names) _names[name] = "hang";
        var plan = Plan.Replace("- { url: \"http://10.9.9.9:5000\", zone: west }", string.Join("\n          ", names.Select(static name => $"- \"http://{name}:5000\"")), StringComparison.Ordinal);
        _names["backend"] = "10.0.0.1";
        await using var bench = new Bench(plan, resolver: _names, publish: false);

        var looking = bench.Runtime.LookUpAsync(Bench.Read(plan), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _names.Asked >= NameLookUp.AtOnceMax, "look-ups to begin");
        bench.Time.Advance(NameLookUp.Patience);

        await looking.Within("the look-ups to be given up");
        bench.Publish(plan);
        bench.Version().Nodes.Count(node => node.Unresolved == "no answer within 6 s").ShouldBeGreaterThanOrEqualTo(names.Length);
    }

    [Fact]
    public async Task Refresh_ThatCannotBeDoneNow_IsTriedAgain()
    {
        _names["backend"] = "10.0.0.1";
        await using var bench = await StartAsync();
        var asked = 0;
        bench.Runtime.Refresher = () => Task.FromResult(
            Interlocked.Increment(ref asked) > 2 && bench.Runtime.PublishAgain(bench.Runtime.PrepareAgain()!));
        _names["backend"] = "10.0.0.2";

        await PassAsync(bench, TimeSpan.FromSeconds(40), "the address to change", () => Addresses(bench)[0] == "http://backend:5000@10.0.0.2");

        Volatile.Read(ref asked).ShouldBe(3);
    }

    [Fact]
    public async Task Resolve_None_LeavesTheNameToTheConnection()
    {
        _names["backend"] = "10.0.0.1";
        await using var bench = await StartAsync(Plan.Replace("  s:\n", "  s:\n    resolve: none\n", StringComparison.Ordinal));

        Addresses(bench)[0].ShouldBe("http://backend:5000");
        bench.Node(0).State.IsUsable.ShouldBeTrue();
        _names.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Resolve_SetToNoneWhileTheNameFails_LetsTheConnectionTry()
    {
        await using var bench = await StartAsync();
        bench.Node(0).State.IsUsable.ShouldBeFalse();

        bench.Publish(Plan.Replace("  s:\n", "  s:\n    resolve: none\n", StringComparison.Ordinal));

        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task PublishAgain_AnotherRevisionWentLive_IsRefused()
    {
        _names["backend"] = "10.0.0.1";
        await using var bench = await StartAsync();
        var again = bench.Runtime.PrepareAgain()!;
        var newer = bench.Publish(Plan.Replace("weight: 3", "weight: 4", StringComparison.Ordinal));

        bench.Runtime.PublishAgain(again).ShouldBeFalse();

        bench.Plan.ShouldBeSameAs(newer);
    }

    [Fact]
    public async Task Drain_OneAddressOfAName_LeavesTheOthers()
    {
        _names["backend"] = "10.0.0.1 10.0.0.2";
        await using var bench = await StartAsync();

        Drain("backend:5000").ShouldContain("name one of backend:5000@10.0.0.1, backend:5000@10.0.0.2");
        Drain("backend:5000@10.0.0.2").ShouldBe("http://backend:5000@10.0.0.2 gets no new calls");
        bench.Version().Nodes.Select(node => node.State.IsUsable).ShouldBe([true, false, true]);

        string Drain(string node) => bench.Runtime.Commands.Execute(
            "failover", "drain", new Dictionary<string, string> { ["by"] = "ann" }, new Dictionary<string, string> { ["service"] = "s", ["node"] = node }).Text;
    }

    private async Task<Bench> StartAsync(string plan = Plan)
    {
        var bench = new Bench(plan, resolver: _names, publish: false);
        await bench.Runtime.LookUpAsync(Bench.Read(plan), TestContext.Current.CancellationToken).Within("the first look-up");
        bench.Publish(plan);
        return bench;
    }

    /// <summary>Lets time pass, a second at a time, until it is so.</summary>
    private static Task PassAsync(Bench bench, TimeSpan most, string what, Func<bool> isSo)
    {
        var end = bench.Time.GetUtcNow() + most;
        return Eventually.HoldsAsync(
            () =>
            {
                if (!isSo() && bench.Time.GetUtcNow() < end) bench.Time.Advance(TimeSpan.FromSeconds(1));
                return isSo();
            },
            what, null, () => string.Join(' ', Addresses(bench)));
    }

    private static string[] Addresses(Bench bench) => [.. bench.Version().Nodes.Select(static node => node.Address)];

    private static async Task<IReadOnlyCollection<string>> AskAsync(Bench bench)
    {
        var asked = new HashSet<string>();
        for (var i = 0; i < 200; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            asked.UnionWith(call.Nodes);
        }

        return asked;
    }
}
