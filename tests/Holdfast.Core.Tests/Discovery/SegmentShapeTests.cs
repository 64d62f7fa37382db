using Holdfast.Core.Discovery;

namespace Holdfast.Core.Tests.Discovery;

public sealed class SegmentShapeTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("v1")]
    [InlineData("v2.1")]
    [InlineData("oauth2")]
    [InlineData("base64")]
    [InlineData("x509")]
    [InlineData("order-items")]
    [InlineData("getUserAccountDetails")]
    [InlineData(".well-known")]
    [InlineData("feedback1")]
    [InlineData("getOrdersByUserId")]
    [InlineData("isItOn")]
    [InlineData("index.html")]
    public void IsWord_OfWhatAnApplicationIsMadeOf_IsTrue(string segment) => SegmentShape.IsWord(segment).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("12.5")]
    [InlineData("-")]
    [InlineData("2026-11-28")]
    [InlineData("sku-12345")]
    [InlineData("3f2a1b9c")]
    [InlineData("app.3f2abb9c.js")]
    [InlineData("deadbeef1")]
    [InlineData("0190163d-8694-739b-aea5-966c26f8ad91")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("AbCdEfGhIjKlMnOpQrSt9")]
    [InlineData("kQzXvBnMpLwRtYsd")]
    [InlineData("reset-aBcDeFgHiJkLm")]
    [InlineData("ann@example.com")]
    [InlineData("caf%C3%A9")]
    [InlineData("{id}")]
    [InlineData("*")]
    [InlineData("<script>")]
    [InlineData("a:b")]
    [InlineData("a-word-that-goes-on-and-on-and-on-and-on-and-on")]
    public void IsWord_OfWhatCallersPutThere_IsFalse(string segment) => SegmentShape.IsWord(segment).ShouldBeFalse();
}
