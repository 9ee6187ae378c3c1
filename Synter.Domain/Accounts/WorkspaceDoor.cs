using System.Text.RegularExpressions;
using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>How people come into a workspace: an admin's settings.</summary>
public sealed partial class WorkspaceDoor
{
    private const int MostDomains = 50;

    /// <summary>Strangers may join as viewers, by proving their address.</summary>
    public bool AllowsSignUp { get; private set; }

    /// <summary>Only addresses of these domains may join so; empty: any.</summary>
    public string[] EmailDomains { get; private set; } = [];

    /// <summary>Nobody enters with a password: links, passkeys and single sign-on remain.</summary>
    public bool IsPasswordless { get; private set; }

    /// <summary>Who has no second factor sets one up before entering.</summary>
    public bool RequiresSecondFactor { get; private set; }

    public static Result<WorkspaceDoor> Create(bool allowsSignUp, IEnumerable<string> emailDomains, bool isPasswordless, bool requiresSecondFactor)
    {
        var domains = emailDomains.Select(domain => domain.Trim().TrimStart('@').ToLowerInvariant()).Where(domain => domain.Length > 0).Distinct().ToArray();
        if (domains.Length > MostDomains) return Refusals.Invalid(new FieldError("/email_domains", $"Give at most {MostDomains} domains."));
        if (Array.Find(domains, domain => !DomainPattern().IsMatch(domain)) is { } wrong)
            return Refusals.Invalid(new FieldError("/email_domains", $"«{wrong}» is no domain. Write it as in example.com."));
        return new WorkspaceDoor { AllowsSignUp = allowsSignUp, EmailDomains = domains, IsPasswordless = isPasswordless, RequiresSecondFactor = requiresSecondFactor };
    }

    public bool Admits(string email) => AllowsSignUp && (EmailDomains.Length == 0 || EmailDomains.Contains(DomainOf(email)));

    public static string DomainOf(string email) => email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();

    [GeneratedRegex(@"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")]
    private static partial Regex DomainPattern();
}
