using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class BehaviourDocumentTests
{
    [Theory]
    [InlineData("200ms", 200)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    public void Read_Slow_IsADuration(string slow, double milliseconds) =>
        new BehaviourDocument { Slow = slow }.Read(out _)!.Slow.TotalMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData("200")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("")]
    [InlineData("1mss")]
    [InlineData("11m")]
    [InlineData("1e300s")]
    public void Read_SlowThatIsNone_IsAnError(string slow)
    {
        new BehaviourDocument { Slow = slow }.Read(out var errors).ShouldBeNull();
        errors.ShouldHaveSingleItem().ShouldStartWith("slow");
    }

    [Fact]
    public void Read_EverythingWrong_NamesEveryField()
    {
        var wrong = new BehaviourDocument { Fail = 1.1, Status = 200, Slow = "soon", Reset = -0.1, Health = "3", For = "0s" };

        wrong.Read(out var errors).ShouldBeNull();

        errors.Select(error => error.Split(' ')[0]).ShouldBe(["fail", "reset", "status", "slow", "for", "health"]);
    }

    [Fact]
    public void Read_WhatOfWrote_IsTheSame()
    {
        var behaviour = new Behaviour
        {
            Fail = 0.5, Status = 500, Slow = TimeSpan.FromMilliseconds(1_250), Hang = true, Reset = 0.25, Health = HealthAnswer.Hang, For = TimeSpan.FromSeconds(30),
        };

        BehaviourDocument.Of(behaviour).Read(out _).ShouldBe(behaviour);
    }

    [Fact]
    public void Read_Empty_Heals() => new BehaviourDocument().Read(out _).ShouldBe(Behaviour.Healthy);
}
