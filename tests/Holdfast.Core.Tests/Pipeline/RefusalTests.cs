using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class RefusalTests
{
    [Fact]
    public void Refusal_ErrorWithoutAStatus_CannotBeMade() =>
        Should.Throw<ArgumentException>(() => new Refusal(new KnownError("HF4999", "", "", ""), "test", Position.Match, "")).Message.ShouldContain("HF4999");

    [Fact]
    public void CallErrors_All_HaveAStatusAndTheirPageSaysIt() =>
        CallErrors.All.ShouldAllBe(error => error.Status >= 400 && ErrorPages.Page(error).Contains($" Answered with {error.Status}."));
}
