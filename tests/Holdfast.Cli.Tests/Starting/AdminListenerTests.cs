using System.Net;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access.Oidc;

namespace Holdfast.Cli.Tests.Starting;

public sealed class AdminListenerTests
{
    [Theory]
    [InlineData("127.0.0.1:8081", "127.0.0.1:8081")]
    [InlineData("127.0.0.2:1", "127.0.0.2:1")]
    [InlineData("[::1]:8081", "[::1]:8081")]
    [InlineData("localhost:8081", "127.0.0.1:8081")]
    public void Parse_ThisMachineAlone_IsTaken(string text, string expected) =>
        AdminListener.Parse(text).ShouldBe(IPEndPoint.Parse(expected));

    [Theory]
    [InlineData("*:8081")]
    [InlineData("0.0.0.0:8081")]
    [InlineData("[::]:8081")]
    [InlineData("10.0.0.1:8081")]
    public void Parse_OpenToOtherMachines_IsRefusedNamingTheFlag(string text)
    {
        var fault = Should.Throw<StartException>(() => AdminListener.Settings(text, static _ => null, TimeProvider.System));

        fault.Known.ShouldBe(StartErrors.AdminExposed);
        fault.ExitCode.ShouldBe(ExitCode.CannotStart);
        fault.Message.ShouldContain($"--admin {text}");
        foreach (var name in new[] { AccessVariables.Host, AccessVariables.Certificate, AccessVariables.Key, AccessVariables.Authority, AccessVariables.ClientId })
            fault.Message.ShouldContain(name);
    }

    [Theory]
    [InlineData("8081")]
    [InlineData(":8081")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("::1:8081")]
    [InlineData("example.com:8081")]
    public void Parse_NoAddress_IsBadInput(string text) =>
        Should.Throw<StartException>(() => AdminListener.Parse(text)).ExitCode.ShouldBe(ExitCode.BadInput);
}
