using System.Text;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Admin;

namespace Holdfast.Control.Tests.Access;

/// <summary>What was done stands on record, what was refused too, and nobody loses it by taking the store away.</summary>
public sealed class AuditTests
{
    private const string Drain = "/api/principles/failover/commands/drain";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_CarriedOutOrRefused_IsOnRecordWithWhoWhyAndWhatBecameOfIt()
    {
        await using var admin = await AdminHarness.StartAsync();
        await DrainAsync(admin, "127.0.0.1:1002", "deploy 42");
        await DrainAsync(admin, "127.0.0.1:1001", "and this one");

        var page = await PageAsync(admin, "/api/audit");

        page.Entries.Count.ShouldBe(2);
        var (refused, done) = (page.Entries[0], page.Entries[1]);
        (done.By, done.Why, done.Action, done.Before, done.After, done.Outcome).ShouldBe(("ann", "deploy 42", "failover.drain", "unknown", "drained", "done"));
        done.At.ShouldBe(admin.Time.GetUtcNow());
        (refused.Why, refused.Outcome).ShouldBe(("and this one", "refused HF5102"));
        refused.Subject.ShouldContain("node=127.0.0.1:1001");
    }

    [Fact]
    public async Task Order_BeyondTheRole_IsOnRecordUnderTheTokensName()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer, "watcher")}";

        await DrainAsync(admin, "127.0.0.1:1002", "x");

        var entry = (await PageAsync(admin, "/api/audit?limit=1")).Entries.ShouldHaveSingleItem();
        (entry.By, entry.Action, entry.Subject, entry.Outcome).ShouldBe(("watcher", "POST", Drain, "refused HF7002"));
    }

    [Fact]
    public async Task Refused_AgainAndAgain_FillsNoStore()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer, "watcher")}";

        for (var i = 0; i < 100; i++) await DrainAsync(admin, "127.0.0.1:1002", "x");

        (await PageAsync(admin, "/api/audit?limit=500")).Entries.Count(static entry => entry.By == "watcher").ShouldBe(60);
    }

    [Fact]
    public async Task Page_OfMany_LeadsToTheNext()
    {
        await using var admin = await AdminHarness.StartAsync();
        for (var i = 0; i < 5; i++) await admin.TokenAsync(Role.Viewer, $"t{i}");

        var first = await PageAsync(admin, "/api/audit?limit=3");
        var second = await PageAsync(admin, $"/api/audit?limit=3&before={first.Next}");

        first.Entries.Concat(second.Entries).Select(static entry => entry.Subject).ShouldBe(["token t4", "token t3", "token t2", "token t1", "token t0"]);
        second.Next.ShouldBeNull();
        var (answer, _) = await admin.AskAsync("/api/audit?limit=3");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(admin.Url, "/api/audit?limit=3"));
        again.Headers.TryAddWithoutValidation("Authorization", admin.Shown);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        ((int)(await admin.Client.SendAsync(again, Cancellation)).StatusCode).ShouldBe(304);
        ((int)(await admin.AskAsync("/api/audit?limit=501")).Answer.StatusCode).ShouldBe(400);
        ((int)(await admin.AskAsync("/api/audit?before=x")).Answer.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Store_Away_RecordsWaitInTheirOrderWithTheirTimes()
    {
        await using var admin = await AdminHarness.StartAsync();
        var trail = new Trail { IsAway = true };
        using var desk = new AuditDesk(trail, admin.Runtime.Signals, admin.Time, patience: 2);
        var began = admin.Time.GetUtcNow();

        (await desk.AppendAsync(Draft("a"), Cancellation))!.ShouldContain("HF6000");
        admin.Time.SetUtcNow(began + TimeSpan.FromMinutes(1));
        await desk.AppendAsync(Draft("b"), Cancellation);
        await desk.AppendAsync(Draft("c"), Cancellation);
        trail.IsAway = false;
        await desk.LookAsync(Cancellation);

        trail.Kept.Select(static draft => (draft.Subject, draft.At)).ShouldBe([("a", began), ("b", began + TimeSpan.FromMinutes(1))]);
        admin.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "audit-lost" && signal.Subject == "c");
        (await desk.AppendAsync(Draft("d"), Cancellation)).ShouldBeNull();
    }

    private static AuditDraft Draft(string subject) => new(new Order("ann", "x"), "test.do", subject, "", "");

    private static async Task<AuditPage> PageAsync(AdminHarness admin, string path)
    {
        var (answer, text) = await admin.AskAsync(path);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonSerializer.Deserialize(text, AdminJson.Default.AuditPage)!;
    }

    private static Task DrainAsync(AdminHarness admin, string node, string why) => admin.PostAsync(
        Drain,
        new StringContent($$"""{ "by": "ann", "why": "{{why}}", "arguments": { "service": "s", "node": "{{node}}" } }""", Encoding.UTF8, "application/json"),
        (CommandGuard.Header, "1"));

    private sealed class Trail : IAuditTrail
    {
        public bool IsAway { get; set; }

        public List<AuditDraft> Kept { get; } = [];

        public Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellation)
        {
            if (IsAway) throw new StoreException(StoreErrors.Away, "gone");
            Kept.Add(draft);
            return Task.FromResult(new AuditEntry(Kept.Count, draft.At!.Value, draft.Order.By, draft.Order.Why, draft.Action, draft.Subject, draft.Before, draft.After));
        }

        public Task<IReadOnlyList<AuditEntry>> PageAsync(long? before, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<AuditEntry>>([]);
    }
}
