using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Web.Components.Forms;

namespace Synter.Web.Features.Agents.Hiring;

public static class FormCredentials
{
    /// <summary>The fields that ask for a connection of a provider just now.</summary>
    public static IEnumerable<FormField> CredentialFields(this FormState form, string provider) =>
        FormFields.Of(form.Schema.Root, form.Current).Where(field => field.Node.Hints.Credential == provider);

    /// <summary>What was just connected is what was wanted: it is chosen where nothing is, else where the provider's first field stands.</summary>
    public static void Choose(this FormState form, CredentialSummary credential)
    {
        var fields = form.CredentialFields(credential.Provider).ToList();
        if (fields.FirstOrDefault(field => form.Text(field.Pointer).Length == 0) is { } empty)
        {
            form.Set(empty.Pointer, credential.Ref.ToString());
        }
        else if (fields is [var first, ..])
        {
            form.Set(first.Pointer, credential.Ref.ToString());
        }
    }
}
