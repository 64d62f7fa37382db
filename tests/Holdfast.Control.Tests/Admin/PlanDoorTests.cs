using System.Net;
using System.Text;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Access;
using Holdfast.Control.Tests.Plans;

namespace Holdfast.Control.Tests.Admin;

/// <summary>Who may have which plan go live, whose word it takes beside his, and that a refusal stands on record.</summary>
public sealed class PlanDoorTests : IAsyncLifetime
{
    private const string Two = """
        holdfast: 1
        owners: [ann, bob]
        services:
          a: { versions: { v1: { nodes: [ "http://127.0.0.1:1" ] } } }
          b: { versions: { v1: { nodes: [ "http://127.0.0.1:2" ] } } }
        interfaces:
          one: { match: { path: /a }, service: a, timeout: 1s }
          one.more: { match: { path: /b }, service: b, timeout: 1s }

        """;

    private static readonly (string, string) Meant = (CommandGuard.Header, "plan");

    private readonly DeskScene _scene = new();
    private AdminHarness _admin = null!;
    private PlanDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _admin = await AdminHarness.StartAsync();
        _admin.Proposals = new ProposalDesk(_admin.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Publication_OfAnInterfaceThatTheTokenIsFor_GoesLive()
    {
        await BeginAsync(Two);
        await AsAsync("deployer", "one");

        var (answer, text) = await PublishAsync(Two.Replace("service: a, timeout: 1s", "service: a, timeout: 2s", StringComparison.Ordinal));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        _desk.Live.Number.ShouldBe(2);
    }

    [Theory]
    [InlineData("service: b, timeout: 1s", "service: b, timeout: 2s", "one.more")]
    [InlineData("127.0.0.1:1", "127.0.0.1:3", "others'")]
    [InlineData("owners: [ann, bob]", "owners: [ann, eve]", "others'")]
    [InlineData("match: { path: /a }", "match: { path: / }", "which requests")]
    [InlineData("service: a, timeout: 1s }", "service: b, timeout: 1s }\n  three: { match: { path: /c }, service: a }", "others'")]
    [InlineData("  one:", "  three: { match: { path: /c }, service: a }\n  one:", "three")]
    [InlineData("  one: { match: { path: /a }, service: a, timeout: 1s }", "  three: { match: { path: /a }, service: a, timeout: 1s }", "three")]
    public async Task Publication_OfWhatTheTokenIsNotFor_IsRefusedAndOnRecord(string from, string to, string about)
    {
        await BeginAsync(Two);
        await AsAsync("deployer", "one");

        var (answer, text) = await PublishAsync(Two.Replace(from, to, StringComparison.Ordinal));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, text);
        text.ShouldContain("HF7003");
        text.Replace("\\u0027", "'", StringComparison.Ordinal).ShouldContain(about);
        _desk.Live.Number.ShouldBe(1);
        (await RecordAsync())[0].ShouldBe(("deployer", "plan.publish", "refused HF7003"));
    }

    [Fact]
    public async Task Rollback_ByATokenForSomeInterfaces_IsRefused()
    {
        await BeginAsync(Two);
        await AsAsync("deployer", "one");

        (await PostAsync("/api/plan/rollback", """{ "why": "x" }""")).Text.ShouldContain("HF7003");
    }

    [Theory]
    [InlineData("""{ "by": "ann", "why": "a try", "files": [ { "path": "/plan.yaml", "text": "holdfast: 1" } ] }""", "refused HF6013")]
    [InlineData("""{ "by": "ann", "files": [ { "path": "/plan.yaml", "text": "holdfast: 1" } ] }""", "refused HF6015")]
    public async Task Publication_ThatIsRefused_IsOnRecord(string body, string outcome)
    {
        await BeginAsync(Two);

        await PostAsync("/api/plan/revisions", body, ("If-Match", "\"1\""));

        (await RecordAsync())[0].ShouldBe(("ann", "plan.publish", outcome));
    }

    [Fact]
    public async Task Publication_FromAnOutdatedRevision_IsOnRecord()
    {
        await BeginAsync(Two);

        await PostAsync("/api/plan/revisions", Body(Two.Replace("timeout: 1s", "timeout: 2s", StringComparison.Ordinal)), ("If-Match", "\"7\""));

        (await RecordAsync())[0].ShouldBe(("ann", "plan.publish", "refused HF6010"));
    }

    [Fact]
    public async Task Token_ThatIsRefused_IsOnRecord()
    {
        await BeginAsync(Two);

        await PostAsync("/api/tokens", """{ "by": "ann", "why": "x", "name": "no good name!", "role": "viewer" }""");
        await PostAsync("/api/tokens/99/revoke", """{ "by": "ann", "why": "x" }""");

        (await RecordAsync()).Take(2).ShouldBe([("ann", "token.revoke", "refused HF7011"), ("ann", "token.create", "refused HF7010")]);
    }

    [Fact]
    public async Task Publication_OfWhatWantsFourEyes_WaitsForAnotherOwner()
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");

        var (answer, text) = await PublishAsync(Slower);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        var outcome = JsonSerializer.Deserialize(text, AdminJson.Default.PlanOutcome)!;
        (outcome.Changed, outcome.Proposal, _desk.Live.Number).ShouldBe((false, 1, 1));
        var waiting = JsonSerializer.Deserialize((await _admin.AskAsync("/api/plan/proposals")).Text, AdminJson.Default.IReadOnlyListProposal)!.ShouldHaveSingleItem();
        (waiting.By, waiting.Why, string.Join(' ', waiting.Interfaces), string.Join(' ', waiting.Owners)).ShouldBe(("ann", "a try", "one", "ann bob"));

        await AsAsync("bob");
        (await PostAsync("/api/plan/proposals/1/approve", """{ "why": "looks right" }""")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        _desk.Live.Number.ShouldBe(2);
        var revision = (await _scene.HistoryAsync())[0];
        (revision.Author, revision.Reason).ShouldBe(("ann", "a try (approved by bob)"));
        (await RecordAsync()).Select(static one => one.Action).ShouldContain("plan.approve");
        (await PostAsync("/api/plan/proposals/1/approve", """{ "why": "again" }""")).Text.ShouldContain("HF6022");
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("eve")]
    [InlineData(null)]
    public async Task Approval_ByWhoeverIsNoSecondOwner_IsRefusedAndOnRecord(string? name)
    {
        await BeginAsync(Guarded);
        var local = _admin.Shown;
        await AsAsync("ann");
        await PublishAsync(Slower);
        if (name is null) _admin.Shown = local;
        else if (name != "ann") await AsAsync(name);

        var (answer, text) = await PostAsync("/api/plan/proposals/1/approve", """{ "by": "bob", "why": "trust me" }""");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, text);
        text.ShouldContain("HF6023");
        _desk.Live.Number.ShouldBe(1);
        (await RecordAsync())[0].ShouldBe((name ?? "bob", "plan.approve", "refused HF6023"));
        _admin.Proposals!.Waiting.Count.ShouldBe(1, "it waits on");
    }

    [Fact]
    public async Task Approval_ByATokenForOtherInterfaces_IsRefusedAsPublishingItWouldBe()
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");
        await PublishAsync(Slower);
        await AsAsync("bob", "one.more");

        (await PostAsync("/api/plan/proposals/1/approve", """{ "why": "looks right" }""")).Text.ShouldContain("HF7003");

        _desk.Live.Number.ShouldBe(1);
        _admin.Proposals!.Waiting.Count.ShouldBe(1, "it waits on");
    }

    /// <summary>Whoever has the data folder's token may let a browser in under any name.</summary>
    [Fact]
    public async Task Approval_ByABrowserThatThatTokenLetIn_IsRefused()
    {
        await BeginAsync(Guarded);
        var local = _admin.Shown;
        await AsAsync("ann");
        await PublishAsync(Slower);
        _admin.Shown = local;
        var link = JsonSerializer.Deserialize((await PostAsync("/api/login-links", """{ "by": "bob" }""")).Text, AdminJson.Default.LoginLink)!;
        var browser = new Browser(_admin);
        await browser.GetAsync(link.Path);

        var (answer, text) = await browser.JsonAsync("/api/plan/proposals/1/approve", """{ "why": "looks right" }""", (Antiforgery.HeaderName, browser.Field));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, text);
        _desk.Live.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Rollback_ToWhereNobodyWasAsked_IsRefused()
    {
        await BeginAsync(Two);
        await AsAsync("ann");
        await PublishAsync(Guarded);

        var (answer, text) = await PostAsync("/api/plan/rollback", """{ "why": "a way round", "to": 1 }""");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, text);
        text.ShouldContain("HF6023");
        _desk.Live.Number.ShouldBe(2);
    }

    /// <summary>What reaches the interface by another way, and the way out of four eyes itself.</summary>
    [Theory]
    [InlineData("127.0.0.1:1", "127.0.0.1:3")]
    [InlineData("owners: [ann, bob]", "owners: [ann, eve]")]
    [InlineData(", four-eyes: true", "")]
    [InlineData("path: /b", "path: /a/b")]
    public async Task Publication_ThatGoesAroundFourEyes_WaitsAsWell(string from, string to)
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");

        (await PublishAsync(Guarded.Replace(from, to, StringComparison.Ordinal))).Answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        _desk.Live.Number.ShouldBe(1);
    }

    /// <summary>The plan before it in the line asks for a second owner, and was not live yet when this one was looked at.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(60.0)]
    public async Task Publication_JudgedByAPlanThatIsLiveNoMore_IsRefused(double? bake)
    {
        await BeginAsync(Two);
        await using var stages = new StageDesk(_desk, _scene.Target, _admin.Access.Audit, _scene.Signals, _scene.Time) { Bakes = new BakeDesk(_desk, _admin.Runtime, _admin.Access.Audit) };
        _admin.Stages = stages;
        var busy = new TaskCompletionSource();
        var before = _desk.AloneAsync(async () => { await busy.Task; return 0; }, DeskScene.Cancel);
        var guarding = _desk.PublishAsync(Text(Guarded), 1, new Order("ann", "four eyes from now on"), DeskScene.Cancel);
        var slower = new PlanDoor(_admin).PublishAsync(
            new Identity("eve", Role.Operator, []), Text(Slower), 2, new PlanLane(null, bake is { } seconds ? TimeSpan.FromSeconds(seconds) : null), new Order("eve", "quick"), DeskScene.Cancel);

        busy.SetResult();

        await Task.WhenAll(before, guarding);
        (await Should.ThrowAsync<StoreException>(() => slower)).Known.ShouldBe(StoreErrors.OutdatedParent);
        _desk.Live.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Publication_OfAnotherInterface_WaitsForNobody()
    {
        await BeginAsync(Guarded);

        (await PublishAsync(Guarded.Replace("service: b, timeout: 1s", "service: b, timeout: 2s", StringComparison.Ordinal))).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Approval_AfterAnotherPlanWentLive_IsRefusedWithTheConflict()
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");
        await PublishAsync(Slower);
        await PublishAsync(Guarded.Replace("service: b, timeout: 1s", "service: b, timeout: 2s", StringComparison.Ordinal));
        await AsAsync("bob");

        (await PostAsync("/api/plan/proposals/1/approve", """{ "why": "x" }""")).Text.ShouldContain("HF6010");

        _desk.Live.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Proposals_DeclinedOrOfYesterday_WaitNoMore()
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");
        await PublishAsync(Slower);
        await PublishAsync(Slower);
        (await PostAsync("/api/plan/proposals/1/decline", """{ "why": "not now" }""")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _admin.Proposals!.Waiting.Select(static one => one.Number).ShouldBe([2]);

        _admin.Time.SetUtcNow(_admin.Time.GetUtcNow() + ProposalDesk.WaitsFor);

        _admin.Proposals!.Waiting.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ann", Role.Operator, true)]
    [InlineData("bob", Role.Operator, true)]
    [InlineData("root", Role.Admin, true)]
    [InlineData("eve", Role.Operator, false)]
    public async Task Proposal_DeclinedBySomebody_WaitsNoMoreWhereItIsTheirs(string name, Role role, bool may)
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");
        await PublishAsync(Slower);
        if (name != "ann") _admin.Shown = $"Bearer {await _admin.TokenAsync(role, name)}";

        var (answer, text) = await PostAsync("/api/plan/proposals/1/decline", """{ "why": "not now" }""");

        answer.StatusCode.ShouldBe(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, text);
        _admin.Proposals!.Waiting.Count.ShouldBe(may ? 0 : 1);
        (await RecordAsync())[0].ShouldBe((name, "plan.decline", may ? AuditDraft.Done : "refused HF6023"));
    }

    /// <summary>One who has that token, too, could be both: he who wants it, and the second owner.</summary>
    [Fact]
    public async Task Proposal_ByTheTokenThatSeveralShare_IsRefused()
    {
        await BeginAsync(Guarded);

        var (answer, text) = await PublishAsync(Slower);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, text);
        text.ShouldContain("HF6023");
        _admin.Proposals!.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public async Task Proposals_AfterARestart_HaveOtherNumbers()
    {
        using var folder = new Testing.TemporaryFolder();
        await BeginAsync(Guarded);
        await AsAsync("ann");
        foreach (var number in new[] { 1, 2, 3 })
        {
            _admin.Proposals = new ProposalDesk(_admin.Time, new ProposalNumbers(folder.Path));
            (await PublishAsync(Slower)).Text.ShouldContain($"proposal {number} waits");
        }

        await File.WriteAllTextAsync(folder.File(ProposalNumbers.Name), "a lot", DeskScene.Cancel);
        (await PublishAsync(Slower)).Text.ShouldContain("HF6000");
        _admin.Proposals!.Waiting.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Proposals_BeyondTen_AreRefused()
    {
        await BeginAsync(Guarded);
        await AsAsync("ann");
        for (var i = 0; i < ProposalDesk.WaitingMax; i++) await PublishAsync(Slower);

        (await PublishAsync(Slower)).Text.ShouldContain("HF6024");
    }

    private static string Guarded => Two.Replace("service: a, timeout: 1s", "service: a, timeout: 1s, four-eyes: true", StringComparison.Ordinal);

    private static string Slower => Guarded.Replace("service: a, timeout: 1s", "service: a, timeout: 2s", StringComparison.Ordinal);

    private async Task BeginAsync(string plan)
    {
        var desk = _scene.Open(await PlanStart.OfFileAsync(DeskScene.Edition(Text(plan)), _scene.Store, _scene.Last, _scene.Variable, DeskScene.Cancel));
        await desk.CatchUpAsync(DeskScene.Cancel);
        _admin.Plans = _desk = desk;
    }

    private static PlanText Text(string plan) => PlanText.Of("/plan.yaml", Encoding.UTF8.GetBytes(plan));

    private async Task AsAsync(string name, params string[] interfaces) =>
        _admin.Shown = $"Bearer {await _admin.TokenAsync(Role.Operator, name, interfaces)}";

    private Task<(HttpResponseMessage Answer, string Text)> PublishAsync(string plan) => PostAsync("/api/plan/revisions", Body(plan), ("If-Match", $"\"{_desk.Live.Number}\""));

    private static string Body(string plan) => JsonSerializer.Serialize(
        new PlanBody { By = "ann", Why = "a try", Files = [new PlanFileEntry("/plan.yaml", plan)] }, AdminJson.Default.PlanBody);

    private Task<(HttpResponseMessage Answer, string Text)> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        _admin.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), [Meant, .. headers]);

    private async Task<IReadOnlyList<(string By, string Action, string Outcome)>> RecordAsync() =>
        [.. (await _admin.Access.Audit.Trail.PageAsync(null, 20, DeskScene.Cancel)).Select(static entry => (entry.By, entry.Action, entry.Outcome))];
}
