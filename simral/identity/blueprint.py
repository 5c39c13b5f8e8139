"""Every address of identity."""

from __future__ import annotations

from flask import Blueprint

from simral.identity.views import account, admin
from simral.identity.views.session import init_identity

bp = Blueprint("identity", __name__)
bp.record_once(init_identity)

# everybody
bp.add_url_rule("/masuk", endpoint="sign_in", view_func=account.sign_in, methods=["GET", "POST"])
bp.post("/keluar", endpoint="sign_out")(account.sign_out)
bp.post("/preferensi", endpoint="set_preference")(account.set_preference)

# one's own account
bp.get("/profil", endpoint="profile")(account.profile)
bp.post("/profil/sandi", endpoint="save_password")(account.save_password)
bp.post("/profil/bahasa", endpoint="save_language")(account.save_language)
bp.post("/profil/sesi/akhiri", endpoint="close_others")(account.close_others)
bp.post("/profil/sesi/<uuid:session_id>/akhiri", endpoint="close_session")(account.close_session)

# administrators
bp.get("/admin/pengguna", endpoint="users")(admin.users)
bp.get("/admin/pengguna/baru", endpoint="new_user")(admin.new_user)
bp.post("/admin/pengguna/baru", endpoint="create_user")(admin.create)
bp.get("/admin/pengguna/<uuid:user_id>", endpoint="user")(admin.user)
bp.post("/admin/pengguna/<uuid:user_id>", endpoint="update_user")(admin.update)
bp.post("/admin/pengguna/<uuid:user_id>/peran", endpoint="grant_role")(admin.grant)
bp.post("/admin/pengguna/<uuid:user_id>/peran/<uuid:peran_id>/cabut", endpoint="revoke_role")(
    admin.revoke
)
bp.post("/admin/pengguna/<uuid:user_id>/sandi", endpoint="reset_password")(admin.reset_password)
bp.post("/admin/pengguna/<uuid:user_id>/nonaktif", endpoint="deactivate_user")(admin.deactivate)
bp.post("/admin/pengguna/<uuid:user_id>/aktif", endpoint="activate_user")(admin.activate)
