using CsCheck;
using Holdfast.Core.Pipeline.Matching;

namespace Holdfast.Core.Tests.Matching;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a//b/", "/a//b/")]
    [InlineData("/%61dmin", "/admin")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a;v=1/b", "/a;v=1/b")]
    [InlineData("/.well-known/x", "/.well-known/x")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/%7Euser", "/~user")]
    public void TryCanonicalize_PlainInMeaning_HasOneForm(string raw, string expected)
    {
        RequestPath.TryCanonicalize(raw, out var path).ShouldBeTrue();
        path.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a/b")]
    [InlineData("/a/../b")]
    [InlineData("/a/..")]
    [InlineData("/./a")]
    [InlineData("/.")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/a/.%2E/b")]
    [InlineData("/a%2f..%2fadmin")]
    [InlineData("/a/..;/admin")]
    [InlineData("/a/..;x=1/admin")]
    [InlineData("/a\\b")]
    [InlineData("/a%5cb")]
    [InlineData("/a%5C..%5Cb")]
    [InlineData("/a%00")]
    [InlineData("/a%0d%0aX: y")]
    [InlineData("/a%7f")]
    [InlineData("/a%")]
    [InlineData("/a%4")]
    [InlineData("/a%zz")]
    [InlineData("/a\tb")]
    [InlineData("/a#b")]
    [InlineData("/a b")]
    [InlineData("/a\rb")]
    [InlineData("/a\u0001")]
    [InlineData("/caf\u00e9")]
    [InlineData("/%41\u00e9")]
    [InlineData("/\u012f")]
    public void TryCanonicalize_Ambiguous_IsRefusedWithAReason(string raw)
    {
        RequestPath.TryCanonicalize(raw, out var why).ShouldBeFalse();
        why.ShouldStartWith("it ");
    }

    [Theory]
    [InlineData("/a/b")]
    [InlineData("/caf%C3%A9;v=1")]
    public void TryCanonicalize_InThatFormAlready_IsTheSameString(string raw)
    {
        RequestPath.TryCanonicalize(raw, out var path).ShouldBeTrue();
        path.ShouldBeSameAs(raw);
    }

    [Fact]
    public void TryCanonicalize_AnyText_GivesAFormThatIsItsOwnAndHidesNoDotSegment()
    {
        string[] pieces = ["/", ".", "..", "%2e", "%2E", "%2f", "%5c", "%252e", ";", "a", "%61", "%zz", "\\", "é", "%c3%a9", "//", "\u0001"];
        Gen.Int[0, pieces.Length - 1].Array[0, 12].Select(drawn => string.Concat(drawn.Select(i => pieces[i]))).Sample(
            text =>
            {
                if (!RequestPath.TryCanonicalize("/" + text, out var path)) return;
                RequestPath.TryCanonicalize(path, out var again).ShouldBeTrue();
                again.ShouldBe(path);
                Uri.UnescapeDataString(path).Replace('\\', '/').Split('/').Select(segment => segment.Split(';')[0])
                    .ShouldAllBe(segment => segment != "." && segment != "..");
            },
            iter: 50_000);
    }
}
