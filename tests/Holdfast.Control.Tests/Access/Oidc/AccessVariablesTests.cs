using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Access.Oidc;

/// <summary>What the environment says is whole, or the variable at fault is named.</summary>
public sealed class AccessVariablesTests
{
    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        [AccessVariables.Authority] = "https://id.example.com/realm",
        [AccessVariables.ClientId] = "holdfast",
        [AccessVariables.ClientSecret] = "x",
        ["HOLDFAST_OIDC_ADMINS"] = "root, wheel",
        ["HOLDFAST_OIDC_VIEWERS"] = "staff",
    };

    [Fact]
    public void Read_Nothing_IsNothing() => Read([]).ShouldBe(AccessSettings.None);

    [Fact]
    public void Read_AProvider_HasItsRolesAndDefaults()
    {
        var oidc = Read(Good).Oidc!;

        oidc.Scopes.ShouldBe(["openid", "profile", "email"]);
        oidc.RoleClaim.ShouldBe("groups");
        oidc.Roles.ShouldBe(new Dictionary<string, Role> { ["staff"] = Role.Viewer, ["root"] = Role.Admin, ["wheel"] = Role.Admin }, ignoreOrder: true);
        oidc.RoleOf(["staff", "wheel"]).ShouldBe(Role.Admin);
        oidc.RoleOf(["others"]).ShouldBeNull();
        oidc.RoleOf(["ROOT"]).ShouldBeNull();
    }

    [Theory]
    [InlineData(AccessVariables.Authority, null)]
    [InlineData(AccessVariables.ClientId, null)]
    [InlineData(AccessVariables.ClientSecret, null)]
    [InlineData(AccessVariables.Authority, "http://id.example.com")]
    [InlineData(AccessVariables.Authority, "id.example.com")]
    [InlineData(AccessVariables.Certificate, "site.pem")]
    [InlineData(AccessVariables.Key, "site.key")]
    [InlineData(AccessVariables.Host, "https://holdfast.example.com")]
    [InlineData(AccessVariables.Host, "10.0.0.1")]
    public void Read_SomethingMissingOrMalformed_NamesTheVariable(string name, string? value)
    {
        var said = new Dictionary<string, string>(Good, StringComparer.Ordinal);
        if (value is null) said.Remove(name);
        else said[name] = value;

        Should.Throw<AccessSettingsException>(() => Read(said)).Message.ShouldContain(name);
    }

    [Fact]
    public void Read_NobodyWouldComeIn_NamesTheVariables() =>
        Should.Throw<AccessSettingsException>(() => Read(new Dictionary<string, string>(Good.Where(static one => !one.Key.EndsWith('S')), StringComparer.Ordinal)))
            .Message.ShouldContain("HOLDFAST_OIDC_OPERATORS");

    [Fact]
    public void Read_SecretInAFile_IsTakenFromThere()
    {
        using var folder = new TemporaryFolder();
        var said = new Dictionary<string, string>(Good, StringComparer.Ordinal) { [AccessVariables.ClientSecretFile] = folder.Write("secret", "of the file\n") };
        said.Remove(AccessVariables.ClientSecret);

        Read(said).Oidc!.ClientSecret.ShouldBe("of the file");
    }

    private static AccessSettings Read(Dictionary<string, string> said) => AccessVariables.Read(name => said.GetValueOrDefault(name), TimeProvider.System);
}
