using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Tests.Plan;

public sealed class AddressExceptionTests
{
    [Theory]
    [InlineData("169.254.10.5", "169.254.10.0/24")]
    [InlineData("[::ffff:169.254.10.5]", "169.254.10.0/24")]
    [InlineData("[fe80::1]", "fe80::/64")]
    [InlineData("169.254.169.254", "169.254.169.254/32")]
    [InlineData("[fd00:ec2::254]", "fd00:ec2::254/128")]
    public void Node_AtAnAddressThatItsServiceAllows_MayBeThere(string host, string allowed)
    {
        var plan = Texts.Good(Least(host, $"allow-addresses: [ \"{allowed}\" ], "));

        plan.Services["shop"].AddressExceptions.Networks.ShouldBe([allowed]);
    }

    [Theory]
    [InlineData("169.254.11.5")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    public void Node_ElsewhereThanItsServiceAllows_IsRefused(string host)
    {
        var error = Texts.Read(Least(host, "allow-addresses: [ \"169.254.10.0/24\" ], ")).Errors.ShouldHaveSingleItem();

        (error.Known, error.Path).ShouldBe((ValueErrors.ForbiddenAddress, "services.shop.versions.v1.nodes[0].url"));
    }

    [Fact]
    public void Node_OfAnotherService_HasNoPartInIt() =>
        Texts.Read(Least("169.254.10.5", "").Replace("services:", "services:\n  other: { allow-addresses: [ \"169.254.10.0/24\" ], versions: { v1: { nodes: [ \"http://169.254.10.6\" ] } } }", StringComparison.Ordinal)
                .Replace("interfaces:", "interfaces:\n  other: { match: { path: /other }, service: other }", StringComparison.Ordinal))
            .Errors.ShouldHaveSingleItem().Path.ShouldBe("services.shop.versions.v1.nodes[0].url");

    [Fact]
    public void Refusal_OfALinkLocalNode_SaysHowItIsAllowed() =>
        Texts.Read(Least("169.254.10.5", "")).Errors.ShouldHaveSingleItem().Advice.ShouldContain("allow-addresses");

    /// <summary>A new revision keeps its connections where nothing about them has changed.</summary>
    [Fact]
    public void Equals_SameNetworks_IsEqual()
    {
        new AddressExceptions(["fe80::/64"]).ShouldBe(new AddressExceptions(["fe80::/64"]));
        new AddressExceptions(["fe80::/64"]).ShouldNotBe(new AddressExceptions(["fe80::/65"]));
        new AddressExceptions([]).ShouldBe(AddressExceptions.None);
    }

    private static string Least(string host, string service) => Texts.Least
        .Replace("http://10.0.0.1:5000", $"http://{host}:5000", StringComparison.Ordinal)
        .Replace("shop: { ", $"shop: {{ {service}", StringComparison.Ordinal);
}
