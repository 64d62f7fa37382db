using CsCheck;
using Holdfast.Gateway.Framing;

namespace Holdfast.Gateway.Tests.Framing;

public sealed class AuthorityTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a_b-c.example.com:8080")]
    [InlineData("example.com.")]
    [InlineData("127.0.0.1:65535")]
    [InlineData("[::1]")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("a--b.example")]
    public void IsValid_HostAndPerhapsPort_IsTrue(string authority) => Authority.IsValid(authority).ShouldBeTrue();

    [Theory]
    [InlineData("a:99999")]
    [InlineData("a:65536")]
    [InlineData("a:")]
    [InlineData("a:+1")]
    [InlineData("a:b")]
    [InlineData(":80")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a!b")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a@b")]
    [InlineData("a%2eb")]
    [InlineData("a\"b")]
    [InlineData("xn--")]
    [InlineData("XN--.b")]
    [InlineData("-")]
    [InlineData("a.-b")]
    [InlineData("[::1]:99999")]
    [InlineData("[::1")]
    [InlineData("[::1]80")]
    [InlineData("[127.0.0.1]")]
    [InlineData("[]")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("::1")]
    public void IsValid_AnythingElse_IsFalse(string authority) => Authority.IsValid(authority).ShouldBeFalse();

    [Fact]
    public void IsValid_NameOrLabelTooLong_IsFalse()
    {
        Authority.IsValid($"{new string('a', 63)}.b").ShouldBeTrue();
        Authority.IsValid($"{new string('a', 64)}.b").ShouldBeFalse();
        Authority.IsValid(string.Concat(Enumerable.Repeat("abc.", 64))).ShouldBeFalse();
    }

    [Fact]
    public void IsValid_AnyText_PromisesThatTheClientTakesItAsHost()
    {
        string[] pieces = ["a", "B", "-", "_", ".", "1", "0", "256", ":", "[", "]", "xn--", "80", "99999", "0x", "kva", "::1", "!", new string('a', 62)];
        Gen.Int[0, pieces.Length - 1].Array[1, 8].Select(drawn => string.Concat(drawn.Select(i => pieces[i]))).Sample(
            text =>
            {
                if (!Authority.IsValid(text)) return;
                using var request = new HttpRequestMessage();
                Should.NotThrow(() => request.Headers.Host = text, text);
            },
            iter: 50_000);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a.example", "a.example")]
    [InlineData("a.example:80", "a.example")]
    [InlineData("xn--bcher-kva.example:8080", "xn--bcher-kva.example")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[::1]:80", "[::1]")]
    public void NameOf_ValidAuthority_IsItsNameAsSpelt(string authority, string name) => Authority.NameOf(authority).ShouldBe(name);
}
