using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Core.Tests.Telemetry.Why;

/// <summary>What is said of a call: stages, rules with their places, numbers, attempts, and the sentence.</summary>
public sealed class WhyReportTests
{
    private static readonly Outcome Good = Outcome.Answered(200);

    [Fact]
    public async Task Report_NothingMatched_SaysSo()
    {
        await using var scene = new WhyScene();

        var report = scene.Report(await scene.SendAsync("/nowhere", Good));

        report.Outcome.ShouldBe("refused");
        report.Told!.Error.ShouldBe("HF4001");
        Steps(report).ShouldBe(["match no-route interfaces plan.yaml:5"]);
        report.Text.ShouldBe("GET /nowhere was refused at match after 0.00 ms: no-route. The number was interfaces 2. The rule is interfaces (plan.yaml:5) of revision 1-00. "
            + "The caller was told 404 HF4001, 'No interface of the plan matches this request'.");
    }

    [Fact]
    public async Task Report_EveryNodeWithheld_SaysHowManyThereWere()
    {
        await using var scene = new WhyScene();
        foreach (var node in scene.Bench.Version().Nodes) node.State.Withhold(Withheld.Probe, on: true, "test");

        var report = scene.Report(await scene.SendAsync("/i", Good));

        Steps(report).ShouldBe(["match passed", "deadline passed", "balance no-healthy-node services.s.versions.v1 plan.yaml:4", "attempt not reached"]);
        report.Steps[2].Measured.ShouldBe(new WhyMeasure("usable-nodes", 0, 2));
        report.Text.ShouldContain("The number was usable-nodes 0, held against 2.");
        report.Attempts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_DeadlinePassed_SaysHowLongItTookAndWhatWasTried()
    {
        await using var scene = new WhyScene();

        var report = scene.Report(await scene.SendAsync("/j", Good, call => call.OnAttempt = async (_, timeIsUp) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, scene.Bench.Time, timeIsUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Outcome.Failed(FailureKind.Reset);
        }));

        report.Outcome.ShouldBe("failure");
        var step = report.Steps.Single(static step => step.Stage == "deadline");
        (step.Decision, step.Rule, step.Place).ShouldBe(("deadline", "interfaces.j.timeout", "plan.yaml:12"));
        step.Measured!.Bound.ShouldBe(3_000);
        step.Measured.Value.ShouldBeGreaterThanOrEqualTo(3_000);
        var attempt = report.Attempts.ShouldHaveSingleItem();
        (attempt.Number, attempt.Service, attempt.Version, attempt.Outcome, attempt.Status).ShouldBe((1, "s", "v1", "deadline", 0));
        attempt.TookMs.ShouldBeGreaterThanOrEqualTo(3_000);
        report.Text.ShouldContain("The caller was told 504 HF4007");
    }

    [Fact]
    public async Task Report_RetriedAndAnswered_HasBothAttempts()
    {
        await using var scene = new WhyScene();

        var report = scene.Report(await scene.SendAsync("/i", Good, static call =>
            call.OnTry = static (attempt, _) => new(attempt.Number == 1 ? Outcome.Failed(FailureKind.Connect) : Good)));

        report.Outcome.ShouldBe("success");
        report.Told.ShouldBeNull();
        report.Attempts.Select(static one => one.Outcome).ShouldBe(["connect", "success"]);
        report.Attempts.Select(static one => one.Node).ShouldBeUnique();
        report.Steps.Single(static step => step.Stage == "retry").Rule.ShouldBe("interfaces.i.retry");
        report.Steps.Single(static step => step.Stage == "retry").Place.ShouldBe("plan.yaml:10");
        report.Steps.Single(static step => step.Decision == "connect-failed").Node.ShouldBe(report.Attempts[0].Node);
        report.Text.ShouldContain("2 attempts:");
        report.Text.ShouldEndWith("The caller got the answer with status 200.");
    }

    [Fact]
    public async Task Report_OrdinaryCall_HasItsOneAttempt()
    {
        await using var scene = new WhyScene();

        var report = scene.Report(await scene.SendAsync("/i", Good));

        report.Attempts.ShouldHaveSingleItem().Outcome.ShouldBe("success");
        Steps(report).ShouldBe(["match passed", "deadline passed", "balance passed", "attempt passed"]);
    }

    [Fact]
    public async Task Report_SubstituteAnswered_SaysInWhosePlace()
    {
        await using var scene = new WhyScene(WhyScene.TwoInterfaces.Replace(
            "retry: { attempts: 1 } }", "retry: { attempts: 1 }, otherwise: { answer: { body: \"[]\" } } }", StringComparison.Ordinal));

        var report = scene.Report(await scene.SendAsync("/j", Outcome.Failed(FailureKind.Connect)));

        report.Outcome.ShouldBe("substituted");
        report.SubstitutedBy.ShouldBe(new WhySubstitute("interfaces.j.otherwise", "plan.yaml:12", "connect-failed"));
        report.Text.ShouldContain("was answered by a substitute");
        report.Text.ShouldContain("in the place of connect-failed");
        report.Steps[^1].Stage.ShouldBe("otherwise");
    }

    [Fact]
    public async Task Report_CallerGone_HeardNothing()
    {
        await using var scene = new WhyScene();

        var report = scene.Report(await scene.SendAsync("/i", Outcome.Cancelled(began: false)));

        report.Outcome.ShouldBe("cancelled");
        report.Text.ShouldContain("was given up by its caller");
        report.Text.ShouldEndWith("The caller heard nothing.");
    }

    [Fact]
    public async Task Report_PlanChangedSince_NamesThePlaceUnderTheOldRevision()
    {
        await using var scene = new WhyScene();
        var trace = await scene.SendAsync("/i", Good, static call => call.Length = 5_000);
        scene.Report(trace).Told!.Place.ShouldBe("plan.yaml:11");

        for (var i = 0; i < WhyRevisions.RevisionsMax - 1; i++) scene.Bench.Publish($"# moved\n{WhyScene.TwoInterfaces}");

        scene.Report(trace).Told!.Place.ShouldBe("plan.yaml:11");
        scene.Report(trace).Revision.ShouldBe("1-00");
        scene.Report(await scene.SendAsync("/i", Good, static call => call.Length = 5_000)).Told!.Place.ShouldBe("plan.yaml:12");

        scene.Bench.Publish(WhyScene.TwoInterfaces);

        var forgotten = scene.Report(trace);
        (forgotten.Told!.Rule, forgotten.Told.Place).ShouldBe(("interfaces.i.max-body", ""));
    }

    [Fact]
    public async Task Report_QueryAndLongPath_AreNotKept()
    {
        await using var scene = new WhyScene();
        var path = "/nowhere/" + new string('x', 1_000);

        scene.Report(await scene.SendAsync(path, Good)).Path.ShouldBe(path[..WhyRecord.PathMax]);
    }

    private static IEnumerable<string> Steps(WhyReport report) =>
        report.Steps.Select(static step => $"{step.Stage} {step.Decision} {step.Rule} {step.Place}".TrimEnd());
}
