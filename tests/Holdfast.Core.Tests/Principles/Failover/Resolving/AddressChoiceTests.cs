using System.Net;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Failover.Resolving;

namespace Holdfast.Core.Tests.Principles.Failover.Resolving;

public sealed class AddressChoiceTests
{
    private static readonly IPEndPoint[] Own = [new(IPAddress.Loopback, 8081)];

    [Theory]
    [InlineData("10.0.0.2 10.0.0.1", "10.0.0.1 10.0.0.2")]
    [InlineData("10.0.0.1 10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.10 10.0.0.9", "10.0.0.9 10.0.0.10")]
    [InlineData("fd00::1 10.0.0.1", "10.0.0.1")]
    [InlineData("fd00::2 fd00::1", "fd00::1 fd00::2")]
    [InlineData("", "")]
    public void Of_Answer_IsOneFamilyInOrder(string answer, string chosen)
    {
        var choice = AddressChoice.Of(Addresses(answer), 5000, Own, AddressExceptions.None);

        choice.Addresses.ShouldBe(Addresses(chosen));
        choice.Refused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("169.254.169.254", 5000, "link-local")]
    [InlineData("fe80::1", 5000, "link-local")]
    [InlineData("::ffff:169.254.169.254", 5000, "link-local")]
    [InlineData("64:ff9b::a9fe:a9fe", 5000, "link-local")]
    [InlineData("0.0.0.0", 5000, "no host")]
    [InlineData("::", 5000, "no host")]
    [InlineData("224.0.0.1", 5000, "multicast")]
    [InlineData("ff02::1", 5000, "multicast")]
    [InlineData("127.0.0.1", 8081, "where Holdfast itself takes orders")]
    [InlineData("::ffff:127.0.0.1", 8081, "where Holdfast itself takes orders")]
    public void Of_AddressWhereNoTrafficMayGo_IsRefusedAndTheOthersTaken(string address, int port, string why)
    {
        var choice = AddressChoice.Of(Addresses($"{address} 10.0.0.1"), port, Own, AddressExceptions.None);

        choice.Addresses.ShouldBe(Addresses("10.0.0.1"));
        choice.Refused.ShouldContain(why);
    }

    [Theory]
    [InlineData("169.254.10.5", 5000, true)]
    [InlineData("::ffff:169.254.10.5", 5000, true)]
    [InlineData("fe80::1", 5000, true)]
    [InlineData("169.254.169.254", 5000, false)]
    [InlineData("0.0.0.0", 5000, false)]
    [InlineData("127.0.0.1", 8081, false)]
    public void Of_AddressThatTheServiceAllows_IsTakenAndNoOther(string address, int port, bool isTaken)
    {
        var choice = AddressChoice.Of(Addresses(address), port, Own, new AddressExceptions(["169.254.10.0/24", "fe80::/16", "127.0.0.0/8", "0.0.0.0/8"]));

        choice.Addresses.ShouldBe(isTaken ? Addresses(address) : []);
    }

    [Fact]
    public void Of_OwnAddressAtAnotherPort_IsTaken() =>
        AddressChoice.Of(Addresses("127.0.0.1"), 8080, Own, AddressExceptions.None).Addresses.ShouldBe(Addresses("127.0.0.1"));

    [Fact]
    public void Of_MoreThanThereMayBe_AreCut()
    {
        var many = Enumerable.Range(0, AddressChoice.AddressesMax + 10).Select(static i => new IPAddress([10, 0, (byte)(i >> 8), (byte)i])).ToArray();

        AddressChoice.Of(many, 5000, Own, AddressExceptions.None).Addresses.ShouldBe(many.Take(AddressChoice.AddressesMax));
    }

    [Theory]
    [InlineData("http://backend:5000", "backend")]
    [InlineData("https://Backend.Example", "backend.example")]
    [InlineData("http://10.0.0.1:5000", null)]
    [InlineData("http://[fd00::1]:5000", null)]
    [InlineData("http://localhost:5000", null)]
    [InlineData("http://shop.localhost:5000", null)]
    public void Name_OfANode_IsLookedUpUnlessItIsAnAddressOrThisMachine(string url, string? host) =>
        (NodeName.Of(new Uri(url))?.Host).ShouldBe(host);

    private static IPAddress[] Addresses(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];
}
