using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Principles.Failover;

public sealed class RetryMachineTests
{
    private static readonly string[] Safe = ["GET", "HEAD", "OPTIONS", "TRACE"];
    private static readonly string[] Idempotent = ["PUT", "DELETE"];

    /// <summary>Methods are case-sensitive (RFC 9110, 9.1): what is not spelt so is not known.</summary>
    private static readonly string[] Once = ["POST", "PATCH", "CONNECT", "PROPFIND", "get", ""];

    private static readonly FailureKind[] AfterSending = [FailureKind.Reset, FailureKind.AttemptTimeout, FailureKind.Protocol];
    private static readonly FailureKind[] Never = [FailureKind.None, FailureKind.Deadline, FailureKind.Truncated];

    [Fact]
    public void Of_EveryMethod_IsWhatTheStandardSays()
    {
        foreach (var method in Safe) RetryMachine.Of(method, hasKey: false).ShouldBe(Repeatability.Safe, method);
        foreach (var method in Idempotent) RetryMachine.Of(method, hasKey: false).ShouldBe(Repeatability.Idempotent, method);
        foreach (var method in Once) RetryMachine.Of(method, hasKey: false).ShouldBe(Repeatability.Once, method);
    }

    [Fact]
    public void Of_WithAKey_IsIdempotentAndNeverSafe()
    {
        foreach (var method in Safe) RetryMachine.Of(method, hasKey: true).ShouldBe(Repeatability.Safe, method);
        foreach (var method in Idempotent.Concat(Once)) RetryMachine.Of(method, hasKey: true).ShouldBe(Repeatability.Idempotent, method);
    }

    [Fact]
    public void MayRepeat_EveryCase_FollowsTheTable()
    {
        foreach (var request in Enum.GetValues<Repeatability>())
        foreach (var atHand in new[] { true, false })
        {
            var repeats = request != Repeatability.Once && atHand;
            foreach (var failure in AfterSending) May(request, atHand, failure, 0).ShouldBe(repeats, $"{request} {failure}");
            foreach (var failure in Never) May(request, atHand, failure, 0).ShouldBeFalse($"{request} {failure}");
            May(request, atHand, FailureKind.Connect, 0).ShouldBeTrue();
            for (var status = 500; status < 600; status++)
                May(request, atHand, FailureKind.Status, status).ShouldBe(repeats && status is 500 or 502 or 503 or 504 && repeats, $"{request} {status}");
        }
    }

    [Fact]
    public void MayRepeat_EveryKind_IsInTheTable() =>
        Enum.GetValues<FailureKind>().Order().ShouldBe([.. AfterSending.Concat(Never).Append(FailureKind.Connect).Append(FailureKind.Status).Order()]);

    [Theory]
    [InlineData(1, 25)]
    [InlineData(2, 50)]
    [InlineData(3, 100)]
    [InlineData(4, 200)]
    [InlineData(5, 250)]
    [InlineData(9, 250)]
    public void Backoff_FixedSeed_IsEvenFromNothingToItsBound(int failed, double bound)
    {
        const int Draws = 20_000;
        const int Bins = 10;
        var random = new SplitMixRandom(42);
        var counts = new int[Bins];
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
        {
            var wait = RetryMachine.Backoff(TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(250), failed, random.NextDouble()).TotalMilliseconds;
            wait.ShouldBeInRange(0, bound);
            counts[(int)Math.Min(Bins - 1, wait / bound * Bins)]++;
            sum += wait;
        }

        (sum / Draws).ShouldBe(bound / 2, bound * 0.01);
        // Chi-squared with 9 degrees of freedom: 27.9 is passed once in a thousand; the seed is fixed.
        const double Expected = Draws / (double)Bins;
        counts.Sum(count => (count - Expected) * (count - Expected) / Expected).ShouldBeLessThan(27.9);
    }

    [Fact]
    public void Backoff_AfterAnyNumberOfFailures_StaysWithinTheCap()
    {
        for (var failed = 1; failed <= 10_000; failed++)
            RetryMachine.Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), failed, 0.999999).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    private static bool May(Repeatability request, bool atHand, FailureKind failure, int status) =>
        RetryMachine.MayRepeat(request, atHand, failure, status);
}
