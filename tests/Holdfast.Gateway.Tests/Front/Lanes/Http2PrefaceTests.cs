using System.Buffers;
using System.Text;
using Holdfast.Gateway.Front.Lanes;

namespace Holdfast.Gateway.Tests.Front.Lanes;

public sealed class Http2PrefaceTests
{
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    [Theory]
    [InlineData("", null)]
    [InlineData("P", null)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r", null)]
    [InlineData(Preface, "Http2")]
    [InlineData(Preface + "more", "Http2")]
    [InlineData("GET / HTTP/1.1", "Http1")]
    [InlineData("POST", "Http1")]
    [InlineData("PRI * HTTP/1.1", "Http1")]
    [InlineData("\u0016\u0003\u0001", "Http1")]
    public void Bytes_Whole_AreDecided(string received, string? expected) =>
        $"{Http2Preface.Decide(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(received)))}".ShouldBe(expected ?? "");
}
