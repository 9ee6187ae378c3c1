using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Web;

namespace Synter.Tests.Architecture;

public sealed class LayerTests
{
    private static readonly Assembly Domain = typeof(Scope).Assembly;
    private static readonly Assembly Infrastructure = typeof(SynterDatabase).Assembly;
    private static readonly Assembly Web = typeof(SynterHost).Assembly;

    /// <summary>
    /// Who may see every workspace's rows, and why; each must filter by itself. A new line here is a decision for the reviewer.
    /// </summary>
    private static readonly Dictionary<string, string> MayOpenSystemScope = new()
    {
        ["AccountsSeed"] = "is anybody there yet",
        ["AgentCatalog"] = "agent types belong to no workspace",
        ["ApprovalSweep"] = "time runs out in every workspace",
        ["CatalogSeed"] = "agent types belong to no workspace",
        ["CreateWorkspace"] = "staff make workspaces",
        ["DatabaseHealth"] = "reads no rows of a workspace",
        ["DatabaseKeys"] = "data-protection keys belong to no workspace",
        ["DatabaseOptions"] = "a model without a database",
        ["ExecutionQueue"] = "one queue for every workspace",
        ["EngineConnections"] = "the queue serves every workspace",
        ["AcceptInvitation"] = "the token says which workspace it is",
        ["VaultMailSignIn"] = "mails belong to no workspace; the operator names the credential",
        ["IdempotencyRetention"] = "cleans up over all workspaces",
        ["MailList"] = "mails belong to no workspace",
        ["MailQueue"] = "mails belong to no workspace",
        ["MailRetention"] = "mails belong to no workspace",
        ["AskForLink"] = "it is not yet known who asks",
        ["AskThrottle"] = "it is not yet known who asks",
        ["ChangeEmail"] = "people belong to no workspace",
        ["CompleteSignIn"] = "the token says who asks",
        ["PasskeyCeremonies"] = "it is not yet known who asks",
        ["Passkeys"] = "people belong to no workspace",
        ["PendingSignIns"] = "the token says who asks",
        ["Memberships"] = "looks whether the person is in other workspaces too",
        ["ResetSecondFactor"] = "looks whether the person is in other workspaces too",
        ["SecondFactors"] = "people belong to no workspace",
        ["WaysInQueries"] = "people belong to no workspace",
        ["ConfirmSignUp"] = "the token says who asks",
        ["ConnectOutside"] = "people belong to no workspace",
        ["ForgotPassword"] = "it is not yet known who asks",
        ["LinkedAccounts"] = "people belong to no workspace",
        ["RedeemLink"] = "the token says who asks",
        ["SetPassword"] = "people belong to no workspace",
        ["SessionQueries"] = "people belong to no workspace",
        ["SignInFromOutside"] = "it is not yet known who asks",
        ["SignUp"] = "it is not yet known who asks",
        ["Migrator"] = "changes the schema",
        ["MirrorOutbox"] = "mirrors the datasets of every workspace",
        ["MirrorSource"] = "mirrors the datasets of every workspace",
        ["NodeListener"] = "hears of every workspace, reads no rows",
        ["RetainRuns"] = "cleans up over all workspaces",
        ["SandboxGateway"] = "a simulated provider knows no workspaces",
        ["SandboxRetention"] = "cleans up over all workspaces",
        ["SandboxState"] = "a simulated provider knows no workspaces",
        ["SealedKeys"] = "Synter's own keys belong to no workspace",
        ["PersonalTokens"] = "the token says which workspace it is",
        ["SessionRotation"] = "the token says which workspace it is",
        ["SessionStore"] = "the token says which workspace it is",
        ["SignIn"] = "it is not yet known who asks",
        ["SignInByCStore"] = "it is not yet known who asks",
        ["SignInRetention"] = "cleans up over all workspaces",
        ["SignInThrottle"] = "it is not yet known who asks",
        ["SigningKeys"] = "Synter's own keys belong to no workspace",
        ["UserStore"] = "people belong to no workspace",
        ["VaultHealthCheck"] = "reads no rows of a workspace",
        ["VaultSeed"] = "re-wraps what is sealed in every workspace",
    };

    [Fact]
    public void Domain_ReferencesTheBaseLibraryOnly()
    {
        var others = Domain.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("System.Net.Http", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void Infrastructure_KnowsNoWeb() =>
        Assert.DoesNotContain(Infrastructure.GetReferencedAssemblies(), reference => reference.Name == Web.GetName().Name);

    [Fact]
    public void SystemScope_IsOpenedInNamedPlacesOnly()
    {
        var callers = new[] { Domain, Infrastructure, Web }.SelectMany(Calls.Of)
            .Where(call => call.Called.IsConstructor && call.Called.DeclaringType == typeof(Scope.System) && call.Caller != typeof(Scope.System))
            .Select(call => call.Caller.Name).Distinct().Order();

        Assert.Equal(MayOpenSystemScope.Keys.Order(), callers);
    }

    [Fact]
    public void Components_ReachNoDatabase()
    {
        var reached = Calls.Of(Web)
            .Where(call => typeof(IComponent).IsAssignableFrom(call.Caller)
                && (call.Called.DeclaringType == typeof(SynterDatabase) || typeof(DbContext).IsAssignableFrom(call.Called.DeclaringType)))
            .Select(call => call.Caller.Name).Distinct();

        Assert.Empty(reached);
    }

    [Theory]
    [InlineData("Manager")]
    [InlineData("Helper")]
    [InlineData("Helpers")]
    [InlineData("Processor")]
    [InlineData("Impl")]
    [InlineData("Dto")]
    [InlineData("Util")]
    [InlineData("Utils")]
    public void Types_BearWordsOfTheDomain(string suffix) => Assert.DoesNotContain(
        new[] { Domain, Infrastructure, Web }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("Synter", StringComparison.Ordinal) == true), type => type.Name.EndsWith(suffix, StringComparison.Ordinal));
}
