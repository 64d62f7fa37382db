using System.Net.Http.Headers;
using System.Text.Json;
using Holdfast.Core.Errors;
using Holdfast.Core.Telemetry.Why;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Over real sockets: the trace that an answer names leads to the stage that decided, its rule, the rule's line in the plan, and the number.</summary>
public sealed class WhyTests
{
    private const string Header = "Holdfast-Trace-Id";

    public static TheoryData<string> Kinds => new(WhyCases.All.Select(static one => one.ToString()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Why_OfEveryKind_LeadsFromTheAnswerToTheRule(string kind)
    {
        var expected = WhyCases.All.Single(one => one.ToString() == kind);
        await using var node = RecordingOrigin.Start(expected.Node);
        var others = expected.Others.Select(static script => RecordingOrigin.Start(script)).ToArray();
        await using var scene = await Scene.BeforeAsync(node.Url, plan => expected.Plan(plan with { Nodes = [node.Url, .. others.Select(static other => other.Url)] }));
        await expected.Before(scene);
        using var request = scene.Client().Request(expected.Method, expected.Target);
        request.Content = expected.Body;
        foreach (var (name, value) in expected.Headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        using var answer = await scene.Client().SendAsync(request, Scene.Cancellation);
        ((int)answer.StatusCode).ShouldBe(expected.Status);

        var report = await ReportAsync(scene, expected.Outcome == "success" ? null : answer);

        (report.Outcome, report.Status, report.Method, report.Path).ShouldBe((expected.Outcome, expected.Status, expected.Method.Method, "/some/path"));
        report.Attempts.Select(static one => one.Outcome).ShouldBe(expected.Attempts);
        (report.Told is not null).ShouldBe(expected.IsTold);
        if (expected.IsTold) await ShouldTellTheSameAsync(answer, report, expected);
        if (expected.Stage.Length > 0) ShouldHaveDecided(scene, report, expected);
        if (expected.NotReached.Length > 0) report.Steps.Single(step => step.Stage == expected.NotReached).Decision.ShouldBe("not reached");
        JsonSerializer.Serialize(report).ShouldNotContain("secret");
        foreach (var other in others) await other.DisposeAsync();
    }

    /// <summary>What is told before there is an interface, or of a body that the caller sends badly, is shown by the tests below and by those of framing.</summary>
    [Fact]
    public void Rows_OfEveryErrorThatACallCanEndWith_AreThere()
    {
        string[] elsewhere = ["HF4002", "HF4010", "HF4011", "HF4012", "HF4013", "HF4014"];
        // Told only where a stand-in fails as well: SubstituteTests. After two leaders have failed: CoalescingTests. By an operator's switch: the tests of switches. By a process with too much to do: ProtectionOverSocketsTests. Of what is accepted for later: AcceptingTests.
        string[] otherTests = ["HF4015", "HF4041", "HF4070", "HF4090", "HF4091", "HF4092", "HF4110", "HF4111", "HF4112", "HF4113", "HF4114", "HF4115", "HF4116"];
        var told = ErrorCatalogue.All.Select(static error => error.Id).Where(static id => id.StartsWith("HF4", StringComparison.Ordinal));

        told.Except(WhyCases.All.Select(static one => one.Error)).Except(elsewhere).Except(otherTests).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cache: {}", "cache-hit", "cache", "age_seconds")]
    [InlineData("cache: {}, hot-keys: { key: path, share: 0.5, minimum-calls: 10, window: 60s }", "hot-key", "hot-keys", "share")]
    [InlineData("hot-keys: { key: path, rate: 1/s, share: none, minimum-calls: 10, window: 60s }", "hot-key", "hot-keys", "calls_per_second")]
    public async Task Why_WhatVeryManyCallsMeet_IsKeptOfAFewOfThem(string fields, string decision, string stage, string measure)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(200, "good", "Cache-Control: max-age=600\r\n"));
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = fields });
        var client = scene.Client();

        // One in a thousand is kept of each call object, and there are a few of them.
        WhyStep? step = null;
        for (var asked = 0; step is null && asked < 10 * WhyLog.SampledOf; asked++)
        {
            using var answer = await client.GetAsync(new Uri("/some/path", UriKind.Relative), Scene.Cancellation);
            answer.IsSuccessStatusCode.ShouldBeTrue();
            step = scene.Gateway.Server.Runtime.Why.Last(null, 1, all: true).SelectMany(static report => report.Steps).FirstOrDefault(step => step.Decision == decision);
        }

        step.ShouldNotBeNull().Stage.ShouldBe(stage);
        step.Measured.ShouldNotBeNull().Name.ShouldBe(measure);
        step.Measured.Bound.ShouldBeGreaterThan(0);
        step.Rule.ShouldStartWith("interfaces.everything.");
        step.Place.ShouldEndWith($":{scene.Plan.Yaml().Split('\n').Index().Single(static line => line.Item.StartsWith("  everything:", StringComparison.Ordinal)).Index + 1}");
    }

    [Fact]
    public async Task Why_PathNobodyCanRead_IsKeptToo()
    {
        await using var scene = await Scene.WithOriginAsync();
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET /a/%zz HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation);

        var trace = JsonDocument.Parse(answer.Body.Text).RootElement.GetProperty("traceId").GetString()!;
        var report = await ReportAsync(scene, trace);
        (report.Told!.Decision, report.Status, report.Interface).ShouldBe(("ambiguous-path", 400, null));
    }

    [Fact]
    public async Task Why_BodyThatGrowsTooLarge_IsKeptToo()
    {
        await using var scene = await Scene.WithOriginAsync(static (_, plan) => plan with { Interface = "max-body: 1000B" });
        using var body = new PayloadContent(200_000, declared: false);
        using var answer = await scene.Client().PostAsync(new Uri("/upload", UriKind.Relative), body, Scene.Cancellation);

        var report = await ReportAsync(scene, answer);
        report.Told!.Decision.ShouldBe("too-large");
        var measured = report.Steps.Single(static step => step.Decision == "too-large").Measured.ShouldNotBeNull();
        (measured.Name, measured.Bound).ShouldBe(("body_bytes", 1_000));
        measured.Value.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task Why_GrpcRefused_NamesTheTraceInHeaderAndMessage()
    {
        await using var scene = await Scene.WithOriginAsync(static (_, plan) => plan with { Interfaces = ["only: { match: { path: /elsewhere }, service: origin }"] });
        using var request = scene.Client("2.0").Request(HttpMethod.Post, "/holdfast.testing.Probe/Unary");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        using var answer = await scene.Client("2.0").SendAsync(request, Scene.Cancellation);

        var report = await ReportAsync(scene, answer);
        report.Told!.Decision.ShouldBe("no-route");
        Uri.UnescapeDataString(answer.Headers.GetValues("grpc-message").Single()).ShouldContain(report.TraceId);
    }

    [Fact]
    public async Task Why_HeadRefused_NamesTheTraceInAHeader()
    {
        await using var scene = await Scene.WithOriginAsync(static (_, plan) => plan with { Interfaces = ["only: { match: { path: /elsewhere }, service: origin }"] });
        using var request = scene.Client().Request(HttpMethod.Head, "/");

        using var answer = await scene.Client().SendAsync(request, Scene.Cancellation);

        (await ReportAsync(scene, answer)).Method.ShouldBe("HEAD");
    }

    [Fact]
    public async Task Why_AnsweredAsItShouldBe_SaysNothingOfUs()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url);

        using var answer = await scene.Client().GetAsync(new Uri("/", UriKind.Relative), Scene.Cancellation);

        answer.Headers.Contains(Header).ShouldBeFalse();
    }

    private static void ShouldHaveDecided(Scene scene, WhyReport report, WhyCase expected)
    {
        var step = report.Steps.Single(step => step.Stage == expected.Stage && step.Decision == expected.Decision);
        step.Measured.ShouldNotBeNull("every decision has its number").Name.ShouldBe(expected.Measure);
        if (expected.Bound is { } bound) step.Measured.Bound.ShouldBe(bound);
        var place = step.Place.Split(':');
        Path.GetFileName(place[0]).ShouldBe("holdfast.yaml");
        scene.Plan.Yaml().Split('\n')[int.Parse(place[1]) - 1].ShouldStartWith(expected.Line);
    }

    private static async Task ShouldTellTheSameAsync(HttpResponseMessage answer, WhyReport report, WhyCase expected)
    {
        var problem = Problems.Check(await answer.Content.ReadAsStringAsync(Scene.Cancellation), expected.Status, report.Interface);
        problem.GetProperty("traceId").GetString().ShouldBe(report.TraceId);
        var told = expected.Told ?? expected.Decision;
        problem.GetProperty("decision").GetString().ShouldBe(told);
        (report.Told!.Decision, report.Told.Error, report.Told.Rule).ShouldBe((told, expected.Error, problem.GetProperty("rule").GetString()));
        problem.GetProperty("type").GetString().ShouldEndWith(report.Told.Error);
        problem.GetProperty("revision").GetString().ShouldBe(report.Revision);
    }

    /// <summary>Of the trace in the answer's head; a good answer names none, and is the newest that was kept.</summary>
    private static Task<WhyReport> ReportAsync(Scene scene, HttpResponseMessage? answer) =>
        ReportAsync(scene, answer?.Headers.GetValues(Header).Single());

    /// <summary>Answers are out a moment before their calls are kept.</summary>
    private static async Task<WhyReport> ReportAsync(Scene scene, string? trace)
    {
        var log = scene.Gateway.Server.Runtime.Why;
        IReadOnlyList<WhyReport> found = [];
        await Eventually.HoldsAsync(() => (found = trace is null ? log.Last(null, 1, all: true) : log.Of(trace)).Count > 0, $"a call of {trace ?? "any trace"} is kept");
        return found[0];
    }
}
