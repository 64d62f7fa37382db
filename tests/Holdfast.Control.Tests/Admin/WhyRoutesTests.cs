using System.Net;
using System.Text.Json;
using Holdfast.Control.Admin;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Control.Tests.Admin;

/// <summary><c>/api/why</c>: of a trace, or the newest of an interface.</summary>
public sealed class WhyRoutesTests
{
    private const string First = "0123456789abcdef0123456789abcdef";
    private const string Second = "11111111111111111111111111111111";

    [Fact]
    public async Task Trace_OfAKeptCall_IsItsReport()
    {
        await using var admin = await AdminHarness.StartAsync();
        await KeepAsync(admin, "/i", Outcome.Failed(FailureKind.Connect), First);

        var (answer, text) = await admin.AskAsync($"/api/why/{First.ToUpperInvariant()}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        var report = Read(text).ShouldHaveSingleItem();
        (report.TraceId, report.Interface, report.Outcome).ShouldBe((First, "i", "failure"));
        report.Told!.Rule.ShouldBe("services.s");
        report.Told.Place.ShouldBe("plan.yaml:4");
        report.Steps.ShouldContain(static step => step.Stage == "attempt" && step.Decision == "connect-failed");
        using var json = JsonDocument.Parse(text);
        json.RootElement[0].GetProperty("told").GetProperty("decision").GetString().ShouldBe("connect-failed");
    }

    [Fact]
    public async Task Last_OfAnInterface_IsTheNewestRefusedOrFailed()
    {
        await using var admin = await AdminHarness.StartAsync();
        await KeepAsync(admin, "/i", Outcome.Failed(FailureKind.Connect), First);
        await KeepAsync(admin, "/i", Outcome.Answered(200), Second);
        await KeepAsync(admin, "/elsewhere", Outcome.Answered(200), Second);

        Read((await admin.AskAsync("/api/why?interface=i&last=10")).Text).ShouldHaveSingleItem().TraceId.ShouldBe(First);
        Read((await admin.AskAsync("/api/why?interface=i&last=10&all")).Text).Count.ShouldBe(2);
        Read((await admin.AskAsync("/api/why?interface=-")).Text).ShouldHaveSingleItem().Told!.Decision.ShouldBe("no-route");
        Read((await admin.AskAsync("/api/why?last=10")).Text).Count.ShouldBe(2);
        (await admin.AskAsync("/api/why", "HEAD")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/why/" + First, HttpStatusCode.NotFound, "HF5140")]
    [InlineData("/api/why?interface=j", HttpStatusCode.NotFound, "HF5140")]
    [InlineData("/api/why/notatrace", HttpStatusCode.BadRequest, "HF5141")]
    [InlineData("/api/why?last=0", HttpStatusCode.BadRequest, "HF5141")]
    [InlineData("/api/why?last=101", HttpStatusCode.BadRequest, "HF5141")]
    [InlineData("/api/why?last=many", HttpStatusCode.BadRequest, "HF5141")]
    [InlineData("/api/why?interface=nosuch", HttpStatusCode.NotFound, "HF5142")]
    public async Task Question_ThatHasNoAnswer_SaysWhyNot(string path, HttpStatusCode status, string error)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync(path);

        answer.StatusCode.ShouldBe(status, text);
        JsonSerializer.Deserialize(text, AdminJson.Default.AdminProblem)!.Error.ShouldBe(error);
    }

    [Fact]
    public async Task Question_BeforeTheFirstPlan_IsAnsweredWithNothing()
    {
        await using var admin = await AdminHarness.StartAsync(withPlan: false);

        Read((await admin.AskAsync("/api/why")).Text).ShouldBeEmpty();
    }

    [Fact]
    public async Task Question_WithPost_IsRefused()
    {
        await using var admin = await AdminHarness.StartAsync();

        (await admin.AskAsync("/api/why", "POST")).Answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static IReadOnlyList<WhyReport> Read(string text) => JsonSerializer.Deserialize(text, AdminJson.Default.IReadOnlyListWhyReport)!;

    private static async Task KeepAsync(AdminHarness admin, string path, Outcome scripted, string trace)
    {
        using var call = new TestCall(admin.Time, path, scripted) { Plan = admin.Runtime.Plan! };
        var outcome = await CallPipeline.RunAsync(call);
        WhyLog.Wants(call, outcome).ShouldBeTrue();
        admin.Runtime.Why.Keep(call, outcome, new WhyTold(trace, outcome.Began ? null : call.Refusal, 0));
    }
}
